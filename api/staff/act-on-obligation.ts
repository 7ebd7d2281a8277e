import { z } from 'zod';
import { toWire } from '../../workflows/money/money.ts';
import { actOn, type Act, type ActRefusal } from '../../workflows/obligation/act.ts';
import { audit } from '../audit.ts';
import type { ObligationActAnswer, StaffRefusal } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound } from '../trpc.ts';
import { decide, type Deciding } from './deciding.ts';
import { lastChangeOf } from './last-change.ts';
import { obligationAfter } from './obligation-view.ts';

/** What every decision of staff about what is owed says. */
export const wishInput = z.object({
  /** A UUID that the desk makes once for each wish and keeps until it is answered: the same again is done once. */
  actId: z.uuid().toLowerCase(),
  /** Why. It stays with the act and in the audit trail. */
  note: z.string().trim().min(1, 'must say why').max(500),
  /** Only show what it would lead to. */
  isPreview: z.boolean().default(false),
});

/** What every act on a debt says. */
export const obligationActInput = wishInput.extend({ obligationId: idInput });

/** Above nothing, and no more than a JSON number holds exactly. */
export const centsInput = z.int('must be whole cents').positive('must be above zero');

interface Asked extends Omit<z.infer<typeof obligationActInput>, 'isPreview'> {
  isPreview?: boolean;
  act: Act;
  /** These write off or add to what is owed. */
  supervisorsOnly?: true;
}

/** One act of a member of staff, with its audit entry, in one transaction. One decides: a second is not asked yet. */
export const actOnObligation = (
  ctx: { deps: Pick<Deps, 'db' | 'clock'> },
  session: { agencyId: string; staffId: string },
  asked: Asked,
): Promise<ObligationActAnswer> =>
  decide(ctx, session, asked.isPreview === true, (deciding) => act(deciding, asked));

async function act(deciding: Deciding, asked: Asked): Promise<ObligationActAnswer> {
  const { tx, agencyId, staffId, isSupervisor, now, timeZone, isPreview } = deciding;
  const { actId: id, obligationId, note, act: wanted, supervisorsOnly } = asked;
  if (supervisorsOnly === true && !isSupervisor) {
    if ((await tx.obligation.count({ where: { id: obligationId, agencyId } })) === 0) throw notFound();
    return { ok: false, refusal: { code: 'supervisors_only' } };
  }
  const answer = await actOn(tx, { id, agencyId, obligationId, staffId, note, act: wanted }, now, timeZone);
  if (answer === null) throw notFound();
  if (!answer.ok) return { ok: false, refusal: await refusalView(deciding, obligationId, answer.refusal) };
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
  return { ok: true, ...(isPreview && { after: await obligationAfter(tx, deciding, obligationId) }) };
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

/** The bound, or what it is now, as `amountCents`; and who changed it, where somebody was faster. */
async function refusalView(
  { tx, agencyId }: Deciding,
  obligationId: string,
  refusal: ActRefusal,
): Promise<StaffRefusal> {
  const changed = async () => {
    const last = await lastChangeOf(tx, agencyId, { obligationId });
    return last === undefined ? {} : { changed: last };
  };
  switch (refusal.code) {
    case 'changed_meanwhile':
      return {
        code: refusal.code,
        field: refusal.field,
        amountCents: toWire(refusal.isCents),
        ...(await changed()),
      };
    case 'below_paid':
      return { code: refusal.code, field: refusal.field, amountCents: toWire(refusal.leastCents) };
    case 'more_than_owed':
    case 'beyond_the_books':
      return { code: refusal.code, field: refusal.field, amountCents: toWire(refusal.mostCents) };
    case 'act_reused':
      return { code: refusal.code, field: 'actId' };
    case 'held_already':
    case 'not_held':
      return { code: refusal.code, ...(await changed()) };
    default:
      return refusal;
  }
}
