import type { Language } from '../../api/contract/index.ts';

/** Numbers and dates for one reader; the only place that writes them. */
export interface Formats {
  /** @param cents integer minor units of USD */
  money: (cents: number) => string;
  /** @param basisPoints hundredths of a per cent, e.g. 250 → `2.5%` */
  percent: (basisPoints: number) => string;
  /**
   * @param day YYYY-MM-DD in the agency's zone, e.g. `Tuesday, December 1`
   * @param asOf ISO 8601, from when it is told: a day of another year is told with its year
   */
  day: (day: string, asOf?: string) => string;
  /** As `day`, short: `Dec 1`, `Jan 4, 2027`. */
  shortDay: (day: string, asOf?: string) => string;
  /** @param instant ISO 8601, told in the agency's zone with the weekday and the zone's name */
  instant: (instant: string) => string;
  /** As `instant`, short and without a weekday, for lists and receipts. */
  shortInstant: (instant: string) => string;
  /** As `shortInstant`, the day alone. */
  date: (instant: string) => string;
  /** The month and year of an instant in the agency's zone, e.g. `November 2026` */
  month: (instant: string) => string;
  /** e.g. `4 minutes`; from two hours on in hours, begun ones counted whole: `24 hours` */
  minutes: (count: number) => string;
  /** e.g. `30 seconds` */
  seconds: (count: number) => string;
  /** e.g. `a, b, and c` */
  list: (items: string[]) => string;
  /** e.g. `a, b, or c` */
  either: (items: string[]) => string;
}

/** Both readers are in the United States: dollars and points, whatever the language. */
const tags: Record<Language, string> = { en: 'en-US', es: 'es-US' };

/**
 * @param timeZone the agency's, an IANA name
 * @throws {RangeError} a zone the browser does not know
 */
export function formatsFor(language: Language, timeZone: string): Formats {
  const tag = tags[language];
  const numbers = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(tag, options);
  const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(tag, options);
  const usd = numbers({ style: 'currency', currency: 'USD' });
  const percents = numbers({ style: 'percent', maximumFractionDigits: 2 });
  const unit = (name: string) => numbers({ style: 'unit', unit: name, unitDisplay: 'long' });
  const minutes = unit('minute');
  const hours = unit('hour');
  const seconds = unit('second');
  const local = { weekday: 'long', month: 'long', day: 'numeric' } as const;
  const dayAs = (options: Intl.DateTimeFormatOptions) => {
    const [near, far] = [{}, { year: 'numeric' } as const].map((year) =>
      dates({ ...options, ...year, timeZone: 'UTC' }),
    );
    return (text: string, asOf = text) =>
      (text.slice(0, 4) === asOf.slice(0, 4) ? near : far)?.format(utcNoon(text)) ?? text;
  };
  const time = { hour: 'numeric', minute: '2-digit', timeZone, timeZoneName: 'short' } as const;
  const instant = dates({ ...local, ...time });
  const date = { year: 'numeric', month: 'short', day: 'numeric', timeZone } as const;
  const shortInstant = dates({ ...date, ...time });
  const justDate = dates(date);
  const month = dates({ year: 'numeric', month: 'long', timeZone });
  const list = new Intl.ListFormat(tag, { type: 'conjunction' });
  const either = new Intl.ListFormat(tag, { type: 'disjunction' });
  return {
    money: (cents) => usd.format(decimal(cents)),
    percent: (basisPoints) => percents.format(basisPoints / 10_000),
    day: dayAs(local),
    shortDay: dayAs({ month: 'short', day: 'numeric' }),
    instant: (text) => instant.format(new Date(text)),
    shortInstant: (text) => shortInstant.format(new Date(text)),
    month: (text) => month.format(new Date(text)),
    date: (text) => justDate.format(new Date(text)),
    minutes: (count) => (count < 120 ? minutes.format(count) : hours.format(Math.ceil(count / 60))),
    seconds: (count) => seconds.format(count),
    list: (items) => list.format(items),
    either: (items) => either.format(items),
  };
}

/** Cents as a decimal text, so that no amount passes through a fraction. */
function decimal(cents: number): `${number}` {
  if (!Number.isSafeInteger(cents)) throw new RangeError('not a whole number of cents');
  const digits = String(Math.abs(cents)).padStart(3, '0');
  const text = `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return text as `${number}`;
}

/** A local day has no instant; noon UTC, formatted in UTC, keeps it the same day everywhere. */
const utcNoon = (day: string): Date => new Date(`${day}T12:00:00Z`);
