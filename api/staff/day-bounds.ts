import { localDay } from '../../workflows/policy/calendar.ts';

const HOUR = 3_600_000;

/**
 * The first instant of a local day, also where the clocks change at midnight.
 * @param day YYYY-MM-DD
 * @param timeZone IANA name
 */
export function startOfDay(day: string, timeZone: string): Date {
  const utc = Date.parse(`${day}T00:00:00Z`);
  let [before, from] = [utc - 15 * HOUR, utc + 15 * HOUR]; // zones reach from −12 to +14 hours
  while (from - before > 1) {
    const middle = Math.floor((before + from) / 2);
    if (localDay(new Date(middle), timeZone) >= day) from = middle;
    else before = middle;
  }
  return new Date(from);
}

/** The day after, YYYY-MM-DD. */
export function nextDay(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 24 * HOUR).toISOString().slice(0, 10);
}
