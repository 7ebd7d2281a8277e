/** Equal instalments, one a month, until all is asked for; the last takes what is left. Minor units; YYYY-MM-DD. */
export interface Schedule {
  /** > 0. More than is owed: there is one instalment. */
  instalmentCents: bigint;
  /** 1–28, so that every month has it. */
  dayOfMonth: number;
  /** Any day; the others follow on the day of the month, from the next month on. */
  firstDueOn: string;
}

/** A hundred years of months. */
export const MOST_INSTALMENTS = 1_200;

/** How a debt falls due: by a schedule; or as much of it as the agency has asked for so far. */
export type Terms =
  { schedule: Schedule } | { dueOn: string | null; dueToDateCents: bigint; assessedCents: bigint };

/** How a debt stands. Minor units; 0 ≤ balance ≤ charged. */
export interface Standing {
  /** What was assessed, with its adjustments. */
  chargedCents: bigint;
  /** What of it is neither paid, nor waived, nor held by a payment under way. */
  balanceCents: bigint;
}

/** What of a debt is due on a day. Minor units; 0 ≤ past due ≤ due ≤ balance. */
export interface Due {
  dueCents: bigint;
  /** Was due before the day. */
  pastDueCents: bigint;
  /** Since when the oldest part of what is due has been, or by when it is to be paid; null: nobody said, or nothing is. */
  dueOn: string | null;
  /** What falls due next after the day; what was paid ahead is taken off. Null: nothing, or nobody said when. */
  next: { dueOn: string; amountCents: bigint } | null;
}

/**
 * What of a debt is due on a local day of the agency. What is settled counts against the oldest instalments, in
 * whatever order it was paid (docs/decisions/0008-cumulative-due.md); what was waived counts like what was paid.
 * An adjustment lengthens or shortens the schedule at its end.
 */
export function dueOf(terms: Terms, standing: Standing, today: string): Due {
  return 'schedule' in terms ? bySchedule(terms.schedule, standing, today) : asAsked(terms, standing, today);
}

function bySchedule(schedule: Schedule, { chargedCents, balanceCents }: Standing, today: string): Due {
  const { instalmentCents } = schedule;
  const settled = chargedCents - balanceCents;
  const upTo = (instalments: number) => smaller(chargedCents, BigInt(instalments) * instalmentCents);
  const fallen = instalmentsBy(schedule, today);
  const before = dueDate(schedule, fallen - 1) === today ? fallen - 1 : fallen;
  const dueCents = positive(upTo(fallen) - settled);
  const paidUp = Number(settled / instalmentCents);
  const n = Math.max(fallen, paidUp);
  const from = upTo(n);
  const nextCents = upTo(n + 1) - larger(from, settled);
  return {
    dueCents,
    pastDueCents: positive(upTo(before) - settled),
    dueOn: dueCents > 0n ? dueDate(schedule, paidUp) : null,
    next: nextCents > 0n ? { dueOn: dueDate(schedule, n), amountCents: nextCents } : null,
  };
}

/**
 * What may be paid of the one instalment that the calendar has next after a day, less what of it was paid already:
 * however often somebody pays, they get no further ahead than that. Minor units; due + ahead ≤ balance.
 */
export function aheadOf(schedule: Schedule, { chargedCents, balanceCents }: Standing, today: string): bigint {
  const settled = chargedCents - balanceCents;
  const upTo = (instalments: number) => smaller(chargedCents, BigInt(instalments) * schedule.instalmentCents);
  const fallen = instalmentsBy(schedule, today);
  return positive(upTo(fallen + 1) - larger(upTo(fallen), settled));
}

/** Part of a debt without a schedule; all of it, where all was asked for: then its increase is asked for, too. */
function asAsked(
  { dueOn, dueToDateCents, assessedCents }: Exclude<Terms, { schedule: Schedule }>,
  { chargedCents, balanceCents }: Standing,
  today: string,
): Due {
  const toDate = dueToDateCents === assessedCents ? chargedCents : smaller(dueToDateCents, chargedCents);
  const dueCents = positive(toDate - (chargedCents - balanceCents));
  const isPast = dueOn !== null && dueOn < today;
  return {
    dueCents,
    pastDueCents: isPast ? dueCents : 0n,
    dueOn: dueCents > 0n ? dueOn : null,
    next: null,
  };
}

/**
 * The day on which an instalment falls due.
 * @param n from 0
 */
export function dueDate({ firstDueOn, dayOfMonth }: Schedule, n: number): string {
  if (n <= 0) return firstDueOn;
  const month = monthOf(firstDueOn) + n;
  const text = (value: number, digits: number) => String(value).padStart(digits, '0');
  return `${text(Math.floor(month / 12), 4)}-${text((month % 12) + 1, 2)}-${text(dayOfMonth, 2)}`;
}

/** How many instalments have fallen due by a day, that day included, were there no end to them. */
function instalmentsBy(schedule: Schedule, day: string): number {
  if (day < schedule.firstDueOn) return 0;
  const months = monthOf(day) - monthOf(schedule.firstDueOn);
  return day < dueDate(schedule, months) ? months : months + 1;
}

/** Months since the year 0. */
const monthOf = (day: string) => Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1;

const positive = (cents: bigint) => (cents > 0n ? cents : 0n);
const smaller = (a: bigint, b: bigint) => (a < b ? a : b);
const larger = (a: bigint, b: bigint) => (a > b ? a : b);
