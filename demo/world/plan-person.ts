import type { SampleAgency, SampleDebt } from './agencies/agency.ts';
import type { Chance } from './chance.ts';
import { scripts } from './names.ts';

/** Someone under supervision, as the agency's own records would have them. */
export interface PlannedPerson {
  /** Unique in the world; in no id. */
  key: string;
  agency: SampleAgency;
  /** As the agency prints it. */
  number: string;
  givenName: string;
  familyName: string;
  birthDate: string;
  office: string;
  docket: string;
  /** When their obligations are assessed. */
  intakeAt: Date;
  debts: readonly PlannedDebt[];
  /** When they sign up, and in which language; absent: they do not. */
  account?: { at: Date; email: string; language: 'en' | 'es' };
}

export interface PlannedDebt {
  debt: SampleDebt;
  cents: number;
  /** Key of the agency's payee → weight. */
  shares: Readonly<Record<string, number>>;
  listed: number;
  /** Absent: due at once. */
  monthly?: { cents: number; dayOfMonth: number };
}

const DAY_MS = 86_400_000;

/** One of an agency's people. @param n counts from 0, an agency each */
export function planPerson(
  agency: SampleAgency,
  n: number,
  { start, today }: { start: Date; today: Date },
  some: Chance,
): PlannedPerson {
  const { given, family } = some.weighted(scripts);
  const span = today.getTime() - start.getTime();
  const intakeAt = officeHour(start.getTime() + some.whole(0, Math.floor(span * 0.92)), some);
  const signUpAt = new Date(intakeAt.getTime() + some.whole(1, 40) * DAY_MS + some.whole(0, DAY_MS));
  const owed = agency.debts.filter(({ percent }) => some.percent(percent));
  const signsUp = some.percent(86) && signUpAt.getTime() < today.getTime() - DAY_MS;
  const other = agency.language === 'en' ? 'es' : 'en';
  return {
    key: `${agency.key} ${n}`,
    agency,
    number: numbered(agency.personNumber, 10_001 + n * 7),
    givenName: some.one(given),
    familyName: some.one(family),
    birthDate: new Date(Date.UTC(some.whole(1952, 2007), some.whole(0, 11), some.whole(1, 28)))
      .toISOString()
      .slice(0, 10),
    office: some.one(agency.offices),
    docket: `${agency.docket}-${intakeAt.getUTCFullYear()}-${String(n + 1).padStart(4, '0')}`,
    intakeAt,
    debts: owed.map((debt, i) => planDebt(debt, i + 1, some)),
    ...(signsUp && {
      account: {
        at: signUpAt,
        email: `${agency.key}.${String(n + 1).padStart(4, '0')}@example.com`,
        language: some.percent(68) ? agency.language : other,
      },
    }),
  };
}

function planDebt(debt: SampleDebt, listed: number, some: Chance): PlannedDebt {
  const { leastCents, mostCents, stepCents, to } = debt;
  const cents = leastCents + stepCents * some.whole(0, Math.floor((mostCents - leastCents) / stepCents));
  const [first, ...others] = to;
  const also = others.filter(() => some.percent(35));
  const payees =
    some.percent(70) && first !== undefined ? [first, ...also] : also.length > 0 ? also : [some.one(to)];
  const shares = Object.fromEntries(payees.map((key) => [key, some.whole(1, 5)]));
  const { monthlyCents } = debt;
  if (monthlyCents === undefined) return { debt, cents, shares, listed };
  const dayOfMonth = some.one([1, 5, 15, 28]);
  const monthly = Math.floor(some.whole(...monthlyCents) / 500) * 500;
  return { debt, cents, shares, listed, monthly: { cents: monthly, dayOfMonth } };
}

/** The zeros of a pattern, filled from the right. */
function numbered(pattern: string, n: number): string {
  const zeros = pattern.match(/0/g)?.length ?? 0;
  return pattern.replace(/0+/, String(n).padStart(zeros, '0'));
}

/** Assessments are entered while the office is open: 15 to 22 h UTC is day in every zone of the world. */
function officeHour(ms: number, some: Chance): Date {
  return new Date(Math.floor(ms / DAY_MS) * DAY_MS + some.whole(15 * 60, 22 * 60) * 60_000);
}
