import type { Assessment } from './assess.ts';
import { MOST_INSTALMENTS, type Schedule } from './due.ts';

/** What is wrong with a wish, for whoever made it. */
export interface Problem {
  field: string;
  says: string;
}

/**
 * The most that one debt, or one month of a fee, can be: a billion dollars. Ninety thousand of the largest still come to
 * what a JSON number holds exactly, so that what is shown as their sum is their sum.
 */
export const MOST_CENTS = 100_000_000_000n;

/** What keeps something from being owed as it is stated; the database's own checks stand behind these. */
export function problemsOf(assessment: Assessment): Problem[] {
  const { assessedCents, schedule, dueToDateCents = 0n, dueOn, assessedOn, shares, personIds } = assessment;
  const found: Problem[] = [];
  const must = (holds: boolean, field: string, says: string) => {
    if (!holds) found.push({ field, says });
  };
  must(assessedCents > 0n, 'assessedCents', 'must be above zero');
  must(assessedCents <= MOST_CENTS, 'assessedCents', 'must be at most $1,000,000,000.00');
  must(isDay(assessedOn), 'assessedOn', 'must be a day of the calendar');
  must(dueOn === undefined || isDay(dueOn), 'dueOn', 'must be a day of the calendar');
  must(
    dueToDateCents >= 0n && dueToDateCents <= assessedCents,
    'dueToDateCents',
    'must be from 0 to what is assessed',
  );
  must(personIds.length > 0, 'personIds', 'must name who owes it');
  must(new Set(personIds).size === personIds.length, 'personIds', 'must name each once');
  const weights = shares.map(({ weight }) => weight);
  must(
    weights.every((weight) => weight >= 0n) && weights.some((weight) => weight > 0n),
    'shares',
    'must say who gets it, none less than nothing',
  );
  if (schedule === undefined) return found;
  must(dueToDateCents === 0n && dueOn === undefined, 'schedule', 'says what is due: nothing else may');
  return [...found, ...problemsOfSchedule(schedule, assessedCents)];
}

/** What keeps a debt from being paid in these instalments. */
export function problemsOfSchedule(schedule: Schedule, chargedCents: bigint): Problem[] {
  const { instalmentCents, dayOfMonth, firstDueOn } = schedule;
  const found: Problem[] = [];
  if (instalmentCents <= 0n) found.push({ field: 'schedule.instalmentCents', says: 'must be above zero' });
  else if (instalmentCents * BigInt(MOST_INSTALMENTS) < chargedCents)
    found.push({ field: 'schedule.instalmentCents', says: 'would take more than a hundred years' });
  if (!Number.isInteger(dayOfMonth) || dayOfMonth < 1 || dayOfMonth > 28)
    found.push({ field: 'schedule.dayOfMonth', says: 'must be a day from 1 to 28, as every month has it' });
  if (!isDay(firstDueOn)) found.push({ field: 'schedule.firstDueOn', says: 'must be a day of the calendar' });
  return found;
}

/** YYYY-MM-DD, and there is such a day: no February 30. */
export function isDay(text: string): boolean {
  const at = new Date(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}
