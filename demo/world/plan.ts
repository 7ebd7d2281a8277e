import { split } from '../../workflows/money/split.ts';
import { agencies } from './agencies.ts';
import { chance, type Chance } from './chance.ts';
import { planPayments, type PlannedPayment } from './plan-payments.ts';
import { planPerson, type PlannedPerson } from './plan-person.ts';
import { planStaffActs, type PlannedStaffAct } from './staff-acts.ts';

/** How large a world, and as of when. The same of both is the same world, but for what the product leaves to chance. */
export interface WorldSize {
  people: number;
  payments: number;
  seed: number;
  /** Where the history ends; it begins `YEARS` earlier. */
  today: Date;
}

export const FULL_SIZE = { people: 2_000, payments: 20_000, seed: 20_261_126 } as const;

/** Something that happens to a person, at its time. */
export type Act =
  | { kind: 'intake'; at: Date; person: PlannedPerson }
  | { kind: 'sign_up'; at: Date; person: PlannedPerson }
  | { kind: 'staff'; at: Date; person: PlannedPerson; act: PlannedStaffAct }
  | { kind: 'pay'; at: Date; person: PlannedPerson; payment: PlannedPayment };

/** What is to happen, before any of it does. */
export interface Plan {
  start: Date;
  people: readonly PlannedPerson[];
  /** Oldest first. */
  acts: readonly Act[];
}

/** Some have nothing left to pay by then. */
const WISHES_PER_PAYMENT = 1.03;
const YEARS = 4;
const YEAR_MS = 365.25 * 86_400_000;

/** Who there is, what they come to owe, and when they try to pay how much with which card. Pure. */
export function planWorld({ people: count, payments, seed, today }: WorldSize): Plan {
  const start = new Date(today.getTime() - YEARS * YEAR_MS);
  const all = chance(seed);
  const perAgency = split(BigInt(count), new Map(agencies.map(({ key, percent }) => [key, BigInt(percent)])));
  const people = agencies.flatMap((agency) =>
    Array.from({ length: Number(perAgency.get(agency.key)) }, (_, n) =>
      planPerson(agency, n, { start, today }, all.fork()),
    ),
  );
  const perPerson = shareOut(Math.round(payments * WISHES_PER_PAYMENT), people, today);
  const acts = people.flatMap((person) => actsOf(person, perPerson.get(person.key) ?? 0, today, all.fork()));
  return { start, people, acts: acts.toSorted((a, b) => a.at.getTime() - b.at.getTime()) };
}

/** Who has been there for longer has paid more often. */
function shareOut(payments: number, people: readonly PlannedPerson[], today: Date): Map<string, number> {
  const weights = people.flatMap(({ key, account }): [string, bigint][] => {
    if (account === undefined) return [];
    return [[key, BigInt(Math.ceil((today.getTime() - account.at.getTime()) / 86_400_000) + 30)]];
  });
  const shares = split(BigInt(payments), new Map(weights));
  return new Map([...shares].map(([key, n]) => [key, Number(n)]));
}

function actsOf(person: PlannedPerson, payments: number, today: Date, some: Chance): Act[] {
  const { intakeAt, account } = person;
  const intake = { kind: 'intake', at: intakeAt, person } as const;
  const staff = planStaffActs(person, today, some.fork()).map((act): Act => ({
    kind: 'staff',
    at: act.at,
    person,
    act,
  }));
  if (account === undefined) return [intake, ...staff];
  const paid = planPayments(person, payments, { from: account.at, to: today }, some);
  return [
    intake,
    ...staff,
    { kind: 'sign_up', at: account.at, person },
    ...paid.map((payment): Act => ({ kind: 'pay', at: payment.at, person, payment })),
  ];
}
