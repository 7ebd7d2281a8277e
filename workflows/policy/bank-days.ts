/** A debit is settled about so many banking days after it was asked for. Source: docs.stripe.com/payments/ach-direct-debit */
const DEBIT_DAYS = 4;

const DAY_MS = 86_400_000;

/**
 * The local day on which a bank debit is expected to be paid.
 * @param from YYYY-MM-DD, the day on which it was asked for
 * @returns YYYY-MM-DD: four banking days later
 */
export function debitPaidBy(from: string): string {
  let day = new Date(`${from}T00:00:00Z`);
  for (let left = DEBIT_DAYS; left > 0;) {
    day = new Date(day.getTime() + DAY_MS);
    if (isBankingDay(day)) left--;
  }
  return day.toISOString().slice(0, 10);
}

const isBankingDay = (day: Date) => day.getUTCDay() % 6 !== 0 && !isHoliday(day);

/** Month, and which Monday (1) or Thursday (4) of it; -1: the last. */
const BY_WEEKDAY = [
  [1, 1, 3],
  [2, 1, 3],
  [5, 1, -1],
  [9, 1, 1],
  [10, 1, 2],
  [11, 4, 4],
] as const;
const BY_DATE = ['01-01', '06-19', '07-04', '11-11', '12-25'];

/**
 * Days on which the Federal Reserve does not settle: one on a Sunday is kept on the Monday, one on a Saturday on no other.
 * Source: frbservices.org, holiday schedules
 */
function isHoliday(day: Date): boolean {
  const [month, date, weekday] = [day.getUTCMonth() + 1, day.getUTCDate(), day.getUTCDay()];
  const isLast = new Date(day.getTime() + 7 * DAY_MS).getUTCMonth() + 1 !== month;
  const isOfWeek = BY_WEEKDAY.some(
    ([inMonth, on, which]) =>
      month === inMonth && weekday === on && (which === -1 ? isLast : Math.ceil(date / 7) === which),
  );
  const kept = weekday === 1 ? [day, new Date(day.getTime() - DAY_MS)] : [day];
  return isOfWeek || kept.some((one) => BY_DATE.includes(one.toISOString().slice(5, 10)));
}
