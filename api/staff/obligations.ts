import { z } from 'zod';
import { sum, toWire } from '../../workflows/money/money.ts';
import { owedBy, type Owed } from '../../workflows/obligation/read.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import type { StaffObligation, StaffObligations } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { actsOf, actView, type NamedAct } from './acts-of.ts';

export const obligationsInput = z.object({ personId: idInput });

/** All that a person was ever charged, paid off or not, with what staff did to it. Who looked is written down first. */
export const obligations = staffProcedure
  .input(obligationsInput)
  .query(async ({ input: { personId }, ctx }): Promise<StaffObligations> => {
    const { db, read, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    if ((await read.person.count({ where: { id: personId, agencyId } })) === 0) throw notFound();
    const now = clock();
    const actor = { kind: 'staff', id: staffId } as const;
    await audit(db, { agencyId, at: now, actor, action: 'obligations.viewed', subjectId: personId });
    const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
    const today = localDay(now, timeZone);
    const owed = await owedBy(read, { agencyId, personId, today });
    const acts = await actsOf(
      read,
      agencyId,
      owed.map(({ id }) => id),
    );
    return {
      obligations: owed.map((each) => obligationView(each, acts.get(each.id) ?? [])),
      asOf: now.toISOString(),
    };
  });

function obligationView(owed: Owed, acts: readonly NamedAct[]): StaffObligation {
  const waived = acts.flatMap(({ kind, amountCents }) => (kind === 'waived' ? (amountCents ?? 0n) : []));
  const { id, kind, label, assessedOn, dueOn, next, hold } = owed;
  return {
    id,
    kind,
    label,
    assessedOn,
    assessedCents: toWire(owed.assessedCents),
    chargedCents: toWire(owed.chargedCents),
    waivedCents: toWire(sum(waived)),
    balanceCents: toWire(owed.ledgerCents),
    underWayCents: toWire(owed.reservedCents),
    dueCents: toWire(owed.dueCents),
    pastDueCents: toWire(owed.pastDueCents),
    ...(dueOn !== null && { dueOn }),
    ...(next !== null && { next: { dueOn: next.dueOn, amountCents: toWire(next.amountCents) } }),
    ...(hold !== null && { hold: { reason: hold.reason, since: hold.since.toISOString() } }),
    acts: acts.map(actView),
  };
}
