import type { z } from 'zod';
import { toWire } from '../../workflows/money/money.ts';
import { actOnFee, startFee, type FeeAct, type FeeRefusal } from '../../workflows/obligation/act-on-fee.ts';
import { audit } from '../audit.ts';
import type { MonthlyFeeAnswer, StaffRefusal } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { wishInput } from './act-on-obligation.ts';
import { chargeCentsInput, chargeInput, dayInput, dayOfMonthInput, namedOf } from './charge-input.ts';
import { decide, type Deciding } from './deciding.ts';
import { feeViews } from './fee-view.ts';
import { lastChangeOf } from './last-change.ts';
import { levyRefusal } from './levy-refusal.ts';

/** How long ago a fee's first month may have fallen due: all months since are assessed at once. */
const BACK_DAYS = 366;
const DAY_MS = 86_400_000;

export const startMonthlyFeeInput = chargeInput.extend({
  amountCents: chargeCentsInput,
  dayOfMonth: dayOfMonthInput,
  firstDueOn: dayInput,
  lastDueOn: dayInput.optional(),
});
const feeInput = wishInput.extend({ feeId: idInput });
export const changeMonthlyFeeInput = feeInput.extend({
  /** As the desk showed it: where it has changed, nothing is done. */
  fromCents: chargeCentsInput,
  toCents: chargeCentsInput,
});
export const endMonthlyFeeInput = feeInput.extend({ lastDueOn: dayInput });

/** Let a fee be owed anew each month. Supervisors only, as the two below. */
export const startMonthlyFee = staffProcedure
  .input(startMonthlyFeeInput)
  .mutation(({ input, ctx }) =>
    decide(ctx.api, ctx.session, input.isPreview, (deciding) => start(deciding, input)),
  );

/** What each month is that is assessed from now on. */
export const changeMonthlyFee = staffProcedure
  .input(changeMonthlyFeeInput)
  .mutation(({ input: { fromCents, toCents, ...wish }, ctx }) =>
    decide(ctx.api, ctx.session, wish.isPreview, (deciding) =>
      act(deciding, wish, { kind: 'changed', fromCents: BigInt(fromCents), toCents: BigInt(toCents) }),
    ),
  );

/** No month falls due after a day. Months that were assessed already stay owed. */
export const endMonthlyFee = staffProcedure
  .input(endMonthlyFeeInput)
  .mutation(({ input: { lastDueOn, ...wish }, ctx }) =>
    decide(ctx.api, ctx.session, wish.isPreview, (deciding) =>
      act(deciding, wish, { kind: 'ended', lastDueOn }),
    ),
  );

async function start(
  deciding: Deciding,
  input: z.infer<typeof startMonthlyFeeInput>,
): Promise<MonthlyFeeAnswer> {
  const { tx, agencyId, staffId, isSupervisor, now } = deciding;
  const { actId: id, personId, note, amountCents, dayOfMonth, firstDueOn, lastDueOn } = input;
  if ((await tx.person.count({ where: { id: personId, agencyId } })) === 0) throw notFound();
  if (!isSupervisor) return { ok: false, refusal: { code: 'supervisors_only' } };
  const problem = problemOfDays(input, now);
  if (problem !== null) return { ok: false, refusal: { code: 'unfit', fields: [problem] } };
  const fee = {
    ...namedOf(input),
    id,
    agencyId,
    personId,
    amountCents: BigInt(amountCents),
    dayOfMonth,
    firstDueOn,
    ...(lastDueOn !== undefined && { lastDueOn }),
  };
  const answer = await startFee(tx, { fee, staffId, note }, now);
  if (!answer.ok) return { ok: false, refusal: await refusalView(deciding, id, answer.refusal) };
  const detail = { personId, amountCents, firstDueOn, note };
  return done(deciding, { feeId: id, isNew: answer.isNew, action: 'monthly_fee.started', detail });
}

function problemOfDays(
  { firstDueOn, lastDueOn }: { firstDueOn: string; lastDueOn?: string | undefined },
  now: Date,
) {
  const earliest = new Date(now.getTime() - BACK_DAYS * DAY_MS).toISOString().slice(0, 10);
  if (firstDueOn < earliest) return { field: 'firstDueOn', says: 'must be within the last year, or later' };
  if (lastDueOn === undefined || lastDueOn >= firstDueOn) return null;
  return { field: 'lastDueOn', says: 'must not be before the first month' };
}

async function act(
  deciding: Deciding,
  { actId: id, feeId, note }: z.infer<typeof feeInput>,
  wanted: FeeAct,
): Promise<MonthlyFeeAnswer> {
  const { tx, agencyId, staffId, isSupervisor, now } = deciding;
  if ((await tx.monthlyFee.count({ where: { id: feeId, agencyId } })) === 0) throw notFound();
  if (!isSupervisor) return { ok: false, refusal: { code: 'supervisors_only' } };
  const answer = await actOnFee(tx, { id, agencyId, feeId, staffId, note, act: wanted }, now);
  if (answer === null) throw notFound();
  if (!answer.ok) return { ok: false, refusal: await refusalView(deciding, feeId, answer.refusal) };
  const change =
    wanted.kind === 'ended'
      ? { lastDueOn: wanted.lastDueOn }
      : { fromCents: toWire(wanted.fromCents), toCents: toWire(wanted.toCents) };
  const detail = { actId: id, note, ...change };
  return done(deciding, { feeId, isNew: answer.isNew, action: `monthly_fee.${wanted.kind}`, detail });
}

interface Done {
  feeId: string;
  isNew: boolean;
  action: string;
  detail: Record<string, string | number>;
}

async function done(deciding: Deciding, { feeId, isNew, action, detail }: Done): Promise<MonthlyFeeAnswer> {
  const { tx, agencyId, staffId, now, isPreview } = deciding;
  const actor = { kind: 'staff', id: staffId } as const;
  if (isNew) await audit(tx, { agencyId, at: now, actor, action, subjectId: feeId, detail });
  const [after] = isPreview ? await feeViews(tx, { agencyId, id: feeId }) : [];
  return { ok: true, ...(after && { after }) };
}

async function refusalView(
  { tx, agencyId }: Deciding,
  feeId: string,
  refusal: FeeRefusal,
): Promise<StaffRefusal> {
  switch (refusal.code) {
    case 'unfit':
    case 'act_reused':
      return levyRefusal(refusal);
    case 'changed_meanwhile':
    case 'ended_already': {
      const changed = await lastChangeOf(tx, agencyId, { feeId });
      const is = refusal.code === 'ended_already' ? {} : { amountCents: toWire(refusal.isCents) };
      return { ...is, code: refusal.code, ...(changed && { changed }) };
    }
    default:
      return refusal;
  }
}
