import { formatsFor } from '../i18n/format.ts';

/** Amounts and times as the desk shows them: by Intl, in the agency's time zone. */
export interface Formats {
  /** Minor units → "$1,234.05", exact. */
  money(cents: number): string;
  /** Minor units of a unit of the books → with its sign or name: "$1.00", "3 STAMP". */
  amount(cents: number, unit: string): string;
  count(n: number): string;
  /** From one moment to a later one, in whole minutes, hours or days: "5 minutes", "3 days". */
  age(since: string, now: string): string;
  /** "Nov 22, 2026, 7:41 PM EST" */
  moment(iso: string): string;
  /** "Nov 22, 7:41 PM" */
  shortMoment(iso: string): string;
  /** "Nov 22, 2026" */
  day(iso: string): string;
  /** "Sunday, November 22, 2026" */
  longDay(iso: string): string;
  /** "7:41 PM" */
  clock(iso: string): string;
  /** "7:41:55 PM" */
  clockSeconds(iso: string): string;
  /** "2026-11-23 00:41:55 UTC" */
  utc(iso: string): string;
  /** A calendar day that belongs to no zone, YYYY-MM-DD → "Nov 22, 2026" */
  calendarDay(day: string): string;
  /** The local day as a file's name has it: "2026-11-22" */
  isoDay(iso: string): string;
  /** "Eastern Time" */
  zoneName: string;
}

const LANGUAGE = 'en-US'; // staff read English for now

const ofNoAgency = formatsFor('en', 'UTC');

/** Amounts are written alike for every agency. */
export const { money } = ofNoAgency;

/** How long to wait, in whole minutes, rounded up; a minute where the server did not say. */
export const waitOf = (retryAfterSeconds = 60): string =>
  ofNoAgency.minutes(Math.ceil(retryAfterSeconds / 60));

/**
 * Formats of one agency.
 * @param timeZone IANA name; a name the browser does not know falls back to UTC, so that a desk never goes blank
 */
export function formatsOf(timeZone: string): Formats {
  const zone = knownZone(timeZone);
  const dates = (options: Intl.DateTimeFormatOptions, timeZone = zone) => {
    const format = new Intl.DateTimeFormat(LANGUAGE, { timeZone, ...options });
    return (iso: string) => format.format(new Date(iso)).replaceAll('\u202f', '\u00a0');
  };
  const count = new Intl.NumberFormat(LANGUAGE);
  const swedish = new Intl.DateTimeFormat('sv-SE', { timeZone: zone }); // writes days as ISO does
  return {
    money,
    amount: (cents, unit) => (unit === 'USD' ? money(cents) : `${count.format(cents)} ${unit}`),
    count: (n) => count.format(n),
    age,
    moment: dates({ ...SHORT_DAY, ...YEAR, ...CLOCK, timeZoneName: 'short' }),
    shortMoment: dates({ ...SHORT_DAY, ...CLOCK }),
    day: dates({ ...SHORT_DAY, ...YEAR }),
    longDay: dates({ weekday: 'long', month: 'long', day: 'numeric', ...YEAR }),
    clock: dates(CLOCK),
    clockSeconds: dates({ ...CLOCK, second: '2-digit' }),
    utc: (iso) => `${new Date(iso).toISOString().slice(0, 19).replace('T', ' ')} UTC`,
    calendarDay: dates({ ...SHORT_DAY, ...YEAR }, 'UTC'),
    isoDay: (iso) => swedish.format(new Date(iso)),
    zoneName: zoneNameOf(zone),
  };
}

const SHORT_DAY = { month: 'short', day: 'numeric' } as const;
const YEAR = { year: 'numeric' } as const;
const CLOCK = { hour: 'numeric', minute: '2-digit' } as const;

const HOUR = 60;
const DAY = 24 * HOUR;

function age(since: string, now: string): string {
  const minutes = Math.max(1, Math.floor((Date.parse(now) - Date.parse(since)) / 60_000));
  const told = (unit: string, count: number) =>
    new Intl.NumberFormat(LANGUAGE, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.floor(count));
  if (minutes < 2 * HOUR) return told('minute', minutes);
  return minutes < 2 * DAY ? told('hour', minutes / HOUR) : told('day', minutes / DAY);
}

function knownZone(timeZone: string): string {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone;
  } catch {
    return 'UTC';
  }
}

function zoneNameOf(timeZone: string): string {
  const parts = new Intl.DateTimeFormat(LANGUAGE, { timeZone, timeZoneName: 'longGeneric' }).formatToParts();
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? timeZone;
}
