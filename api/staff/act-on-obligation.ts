import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { actOn, type Act, type ActRefusal } from '../../workflows/obligation/act.ts';
import { audit } from '../audit.ts';
import type { ObligationActAnswer } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { idInput } from '../payer/inputs.ts';
import { retryOnce } from '../payer/retry-once.ts';
import { notFound } from '../trpc.ts';

/** What every act on a debt says. */
export const obligationActInput = z.object({
  /** A UUID that the desk makes once for each wish and keeps until it is answered: the same again is done once. */
  actId: z.uuid().toLowerCase(),
  obligationId: idInput,
  /** Why. It stays with the act and in the audit trail. */
  note: z.string().trim().min(1).max(500),
});

/** Above nothing, and no more than a JSON number holds exactly. */
export const centsInput = z.int('must be whole cents').positive();

interface Asked extends z.infer<typeof obligationActInput> {
  act: Act;
  /** These write off or add to what is owed. */
  supervisorsOnly?: true;
}

/** One act of a member of staff, with its audit entry, in one transaction. One decides: a second is not asked yet. */
export function actOnObligation(
  { deps }: { deps: Pick<Deps, 'db' | 'clock'> },
  session: { agencyId: string; staffId: string },
  asked: Asked,
): Promise<ObligationActAnswer> {
  return retryOnce(() => deps.db.$transaction((tx) => act(tx, session, asked, deps.clock())));
}

async function act(
  tx: Tx,
  { agencyId, staffId }: { agencyId: string; staffId: string },
  { actId: id, obligationId, note, act: wanted, supervisorsOnly }: Asked,
  now: Date,
): Promise<ObligationActAnswer> {
  const { timeZone } = await tx.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const { role } = await tx.staffMember.findUniqueOrThrow({ where: { id: staffId } });
  const mayNot = supervisorsOnly === true && role !== 'supervisor';
  if (mayNot) {
    if ((await tx.obligation.count({ where: { id: obligationId, agencyId } })) === 0) throw notFound();
    return { ok: false, refusal: { code: 'supervisors_only' } };
  }
  const answer = await actOn(tx, { id, agencyId, obligationId, staffId, note, act: wanted }, now, timeZone);
  if (answer === null) throw notFound();
  if (!answer.ok) return { ok: false, refusal: refusalView(answer.refusal) };
  if (answer.isNew) {
    await audit(tx, {
      agencyId,
      at: now,
      actor: { kind: 'staff', id: staffId },
      action: `obligation.${wanted.kind}`,
      subjectId: obligationId,
      detail: { actId: id, note, ...detailOf(wanted) },
    });
  }
  return { ok: true };
}

function detailOf(act: Act): Record<string, string | number> {
  switch (act.kind) {
    case 'held':
      return { reason: act.reason };
    case 'released':
      return {};
    case 'adjusted':
      return { fromCents: toWire(act.fromCents), toCents: toWire(act.toCents) };
    case 'waived':
      return { amountCents: toWire(act.amountCents) };
  }
}

/** The bound, or what it is now, as `amountCents`. */
function refusalView(refusal: ActRefusal): Extract<ObligationActAnswer, { ok: false }>['refusal'] {
  switch (refusal.code) {
    case 'changed_meanwhile':
      return { code: refusal.code, field: refusal.field, amountCents: toWire(refusal.isCents) };
    case 'below_paid':
      return { code: refusal.code, field: refusal.field, amountCents: toWire(refusal.leastCents) };
    case 'more_than_owed':
    case 'beyond_the_books':
      return { code: refusal.code, field: refusal.field, amountCents: toWire(refusal.mostCents) };
    case 'act_reused':
      return { code: refusal.code, field: 'actId' };
    default:
      return refusal;
  }
}
