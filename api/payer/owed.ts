import { z } from 'zod';
import { sum, toWire } from '../../workflows/money/money.ts';
import { owedBy, rulesOn, type Owed } from '../../workflows/obligation/read.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { boundsOf } from '../../workflows/policy/quote.ts';
import type { ObligationView, OwedView } from '../contract/index.ts';
import { payerProcedure } from '../trpc.ts';
import { idInput } from './inputs.ts';
import { personOf } from './person-of.ts';
import { personView } from './person-view.ts';

export const owedInput = z.object({ personId: idInput });

/** What a person owes, and how much of it is free to be paid now. */
export const owed = payerProcedure.input(owedInput).query(async ({ input, ctx }): Promise<OwedView> => {
  const { read, clock } = ctx.api.deps;
  const { person, relation } = await personOf(read, ctx.session, input.personId);
  const now = clock();
  const today = localDay(now, ctx.agency.timeZone);
  const all = await owedBy(read, {
    agencyId: ctx.agency.id,
    personId: person.id,
    today,
    seenBy: ctx.session.accountId,
  });
  const open = all.filter(({ ledgerCents }) => ledgerCents > 0n);
  const { leastCents, mostCents } = boundsOf(open, await rulesOn(read, ctx.agency.id, today));
  const dueOn = open
    .flatMap((each) => (each.dueCents > 0n && each.dueOn !== null ? [each.dueOn] : []))
    .toSorted()[0];
  return {
    person: personView(person, relation),
    obligations: open.map((each) => obligationView(each, today)),
    balanceCents: toWire(sum(open.map(({ ledgerCents }) => ledgerCents))),
    dueCents: toWire(sum(open.map(({ dueCents }) => dueCents))),
    ...(dueOn !== undefined && { dueOn }),
    asOf: now.toISOString(),
    leastCents: toWire(leastCents),
    mostCents: toWire(mostCents),
  };
});

function obligationView(owed: Owed, today: string): ObligationView {
  const { id, kind, label, ledgerCents, reservedCents, dueCents, dueOn } = owed;
  return {
    id,
    kind,
    label,
    balanceCents: toWire(ledgerCents),
    ...(reservedCents > 0n && { heldCents: toWire(reservedCents) }),
    dueCents: toWire(dueCents),
    ...(dueOn !== null && { dueOn }),
    pastDue: dueCents > 0n && dueOn !== null && dueOn < today,
  };
}
