import type { Tx } from '../../prisma/client.ts';
import type { MonthlyFee, MonthlyFeeAct } from '../../prisma/gen/sqlite/client.ts';
import { storedWords } from '../own-words.ts';
import { sharesKey, type LevyRefusal } from './levy.ts';
import { problemsOfFee, startMonthlyFee, type NewMonthlyFee } from './monthly-fee.ts';
import { isDay, MOST_CENTS } from './terms.ts';

/** Who wishes it, and why, in words: they stay with the act. */
interface By {
  staffId: string;
  note: string;
}

/** What staff can do to a monthly fee. What was assessed already stays as it is: a debt is changed by acts of its own. */
export type FeeAct =
  /** Each month that is assessed from now on is `to`; the months were `from`, as whoever asks saw it. Minor units of USD. */
  | { kind: 'changed'; fromCents: bigint; toCents: bigint }
  /** No month falls due after the day. */
  | { kind: 'ended'; lastDueOn: string };

export interface FeeWish extends By {
  /** Unguessable, made once for each wish: the same again is answered as before. */
  id: string;
  agencyId: string;
  feeId: string;
  act: FeeAct;
}

/** An expected no, by the field that it is about. Minor units. */
export type FeeRefusal =
  | LevyRefusal
  | { code: 'ended_already' }
  | { code: 'changed_meanwhile'; field: 'fromCents'; isCents: bigint }
  | { code: 'same_amount'; field: 'toCents' }
  | { code: 'same_day'; field: 'lastDueOn' };

export type FeeAnswer = { ok: true; isNew: boolean } | { ok: false; refusal: FeeRefusal };

/**
 * Let a monthly fee begin at the wish of staff, in the caller's transaction: once for each id.
 * @throws where another transaction wrote the same id meanwhile: this one must end, and can be run again
 */
export async function startFee(tx: Tx, wish: By & { fee: NewMonthlyFee }, now: Date): Promise<FeeAnswer> {
  const { fee, staffId, note } = wish;
  const { id, agencyId, amountCents, firstDueOn, lastDueOn = null } = fee;
  const known = await tx.monthlyFee.findUnique({ where: { id }, include: { shares: true, acts: true } });
  const act = { id, agencyId, feeId: id, kind: 'started', amountCents, firstDueOn, lastDueOn, note, staffId };
  if (known !== null) {
    const { acts, ...row } = known;
    const first = acts.find((each) => each.id === id);
    return isSameAct(first, act) && isSameFee(row, fee) ? { ok: true, isNew: false } : reused();
  }
  const problems = await problemsOfFee(tx, fee);
  if (problems.length > 0) return no({ code: 'unfit', problems });
  await startMonthlyFee(tx, fee, now);
  await tx.monthlyFeeAct.create({ data: { ...act, at: now } });
  return { ok: true, isNew: true };
}

/**
 * Change or end a monthly fee, in the caller's transaction: its first statement locks the fee, so that of two at once
 * the second decides by what the first left, and a month that is being assessed meanwhile is assessed whole or anew.
 * @returns null: the agency has no such fee
 */
export async function actOnFee(tx: Tx, wish: FeeWish, now: Date): Promise<FeeAnswer | null> {
  const { agencyId, feeId } = wish;
  const where = { id: feeId, agencyId };
  const { count } = await tx.monthlyFee.updateMany({ where, data: { agencyId } });
  if (count === 0) return null;
  const known = await tx.monthlyFeeAct.findUnique({ where: { id: wish.id } });
  const act = rowOf(wish);
  if (known !== null) return isSameAct(known, act) ? { ok: true, isNew: false } : reused();
  const fee = await tx.monthlyFee.findUniqueOrThrow({ where: { id: feeId } });
  const refusal = refusalOf(wish.act, fee);
  if (refusal !== null) return no(refusal);
  await tx.monthlyFeeAct.create({ data: { ...act, at: now } });
  await tx.monthlyFee.update({ where: { id: feeId }, data: changeOf(wish.act, fee) });
  return { ok: true, isNew: true };
}

function refusalOf(act: FeeAct, fee: MonthlyFee): FeeRefusal | null {
  if (fee.nextDueOn === null) return { code: 'ended_already' };
  if (act.kind === 'ended') {
    const { lastDueOn } = act;
    if (!isDay(lastDueOn)) return unfit('lastDueOn', 'must be a day of the calendar');
    return lastDueOn === fee.lastDueOn ? { code: 'same_day', field: 'lastDueOn' } : null;
  }
  const { fromCents, toCents } = act;
  if (fromCents !== fee.amountCents)
    return { code: 'changed_meanwhile', field: 'fromCents', isCents: fee.amountCents };
  if (toCents === fromCents) return { code: 'same_amount', field: 'toCents' };
  if (toCents > 0n && toCents <= MOST_CENTS) return null;
  return unfit('toCents', 'must be above zero, and at most $1,000,000,000.00');
}

const unfit = (field: string, says: string): FeeRefusal => ({ code: 'unfit', problems: [{ field, says }] });

function changeOf(act: FeeAct, { nextDueOn }: MonthlyFee) {
  if (act.kind === 'changed') return { amountCents: act.toCents };
  const { lastDueOn } = act;
  return { lastDueOn, nextDueOn: nextDueOn !== null && nextDueOn <= lastDueOn ? nextDueOn : null };
}

function rowOf({ id, agencyId, feeId, staffId, note, act }: FeeWish) {
  return {
    id,
    agencyId,
    feeId,
    kind: act.kind,
    amountCents: act.kind === 'changed' ? act.toCents : null,
    firstDueOn: null,
    lastDueOn: act.kind === 'ended' ? act.lastDueOn : null,
    note,
    staffId,
  };
}

/** What was asked under an id before, and what is asked now. */
function isSameAct(known: MonthlyFeeAct | undefined, asked: Omit<MonthlyFeeAct, 'at'>): boolean {
  if (known === undefined) return false;
  const { at: _, ...is } = known;
  return Object.entries(asked).every(([name, value]) => is[name as keyof typeof is] === value);
}

/** In what no act can change. */
function isSameFee(
  known: MonthlyFee & { shares: readonly { beneficiaryId: string; weight: bigint }[] },
  { personId, fundId, caseId, kind, charge, label, dayOfMonth, shares }: NewMonthlyFee,
): boolean {
  const none = { caseId: caseId ?? null, charge: charge ?? null };
  const asked = { personId, fundId, kind, label: storedWords(label), dayOfMonth, ...none };
  const same = Object.entries(asked).every(([name, value]) => known[name as keyof typeof asked] === value);
  return same && sharesKey(known.shares) === sharesKey(shares);
}

const no = (refusal: FeeRefusal) => ({ ok: false, refusal }) as const;
const reused = () => no({ code: 'act_reused', field: 'id' });
