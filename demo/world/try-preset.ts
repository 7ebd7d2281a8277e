import type { Db } from '../../prisma/client.ts';
import { assessAll, type Assessment } from '../../workflows/obligation/assess.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import {
  OBLIGATION_KINDS,
  type Charge,
  type ObligationKind,
  type Payee,
} from '../../workflows/policy/codes.ts';
import { storedExplanation } from '../../workflows/policy/explanation-schema.ts';
import type { Explanation } from '../../workflows/policy/explanation.ts';
import type { Preset } from '../../workflows/policy/presets/preset.ts';
import type { PayStep } from '../../workflows/policy/rules.ts';
import type { SampleAgency } from './agencies/agency.ts';
import { foundAgency } from './found-agencies.ts';
import { agencyId, caseId, fundId, obligationId, payeeId, personId } from './ids.ts';
import { pay, type Payer } from './pay.ts';
import { signUp, writeRecord } from './people.ts';
import type { PlannedPerson } from './plan-person.ts';
import type { World } from './world.ts';

/** A payment by somebody who owes everything that a law speaks of. */
export interface Tried {
  paymentId: string;
  /** Minor units of USD. */
  amountCents: bigint;
  division: Explanation;
  lines: { obligationId: string; amountCents: bigint }[];
  /** Obligation → what was owed on it before the first payment. */
  owedBefore: ReadonlyMap<string, bigint>;
}

const DAY_MS = 86_400_000;

/** Every kind of payee, each with a name of its own. */
const payees = {
  person: { name: 'T. Abernuthy', kind: 'individual' },
  another: { name: 'L. Osei-Marsh', kind: 'individual' },
  business: { name: 'Pomfret Orchard Supply', kind: 'business' },
  nonprofit: { name: 'Sample Shelter', kind: 'business', payee: 'nonprofit' },
  government: { name: 'County Treasurer', kind: 'government' },
  insurer: { name: 'Sample Mutual', kind: 'insurer' },
  program: { name: 'Crime victims’ fund', kind: 'government', payee: 'victim_program' },
} as const satisfies Readonly<Record<string, { name: string; kind: string; payee?: Payee }>>;

/**
 * Try a preset: an agency that has it, one person who owes each charge it names, and others, in an older and a newer case, and
 * payments of these amounts one after the other, a month apart.
 */
export async function tryPreset(world: World, preset: Preset, amounts: readonly number[]): Promise<Tried[]> {
  const agency = agencyWith(preset);
  await world.db.$transaction((tx) => foundAgency(tx, agency, world.clock.read(), new Map()));
  const payer = await aDebtor(world, agency, preset);
  const owedBefore = await assessedOf(world.read, payer);
  const tried: Tried[] = [];
  for (const cents of amounts) {
    world.clock.pass(30 * DAY_MS);
    const planned = { at: world.clock.read(), course: 'paid', choice: 'amount', cents } as const;
    await pay(world, payer, { ...planned, cards: ['pm_card_visa', 'pm_card_visa'] });
    tried.push({ ...(await newest(world.read, payer)), owedBefore });
  }
  return tried;
}

function agencyWith({ id, jurisdiction }: Preset): SampleAgency {
  const band = { fromCents: 1, upToCents: null, flatCents: 100, basisPoints: 0 };
  const rounding = { to: 'nearest' } as const;
  const fee = {
    name: 'Flat',
    paidBy: 'payer',
    rounding,
    tables: [{ tenders: ['card'], bands: [band] }],
  } as const;
  return {
    key: `trial-${id.toLowerCase()}`,
    preset: id,
    name: `${jurisdiction} trial agency`,
    timeZone: 'America/Chicago',
    language: 'en',
    phone: '(555) 555-0100',
    statementDescriptor: 'TRIAL AGENCY',
    stripeAccountId: `acct_trial_${id.toLowerCase()}`,
    percent: 0,
    personNumber: 'T000000',
    docket: 'TR',
    settings: { places: [], brand: {}, bankDebits: false },
    offices: ['Trial'],
    staff: [],
    fees: [{ effectiveFrom: '2000-01-01', rule: fee }],
    limits: [{ effectiveFrom: '2000-01-01', rule: { name: 'Wide', leastCents: 1, mostCents: 100_000_000 } }],
    funds: { all: { code: 'ALL', name: 'All' } },
    payees,
    debts: [],
  };
}

async function aDebtor(world: World, agency: SampleAgency, preset: Preset): Promise<Payer> {
  const { db, clock } = world;
  const person = aPerson(agency, clock.read());
  const now = clock.read();
  await db.$transaction(async (tx) => {
    await writeRecord(tx, person);
    const older = { agencyId: agencyId(agency.key), personId: personId(person.key), docketNumber: 'TR-OLD' };
    await tx.case.create({ data: { id: caseId(`${person.key} older`), ...older } });
    await assessAll(tx, debtsOf(person, preset, now), now, agency.timeZone);
  });
  const accountId = await signUp(world, person, 'no password');
  const listed = debtsOf(person, preset, now).map(({ id }) => id);
  return { person, accountId, obligationIds: listed };
}

const aPerson = (agency: SampleAgency, now: Date): PlannedPerson => ({
  key: `${agency.key} debtor`,
  agency,
  number: 'T000001',
  givenName: 'Tamsin',
  familyName: 'Debtor',
  birthDate: '1990-01-01',
  office: 'Trial',
  docket: 'TR-NEW',
  intakeAt: now,
  debts: [],
  account: { at: now, email: `${agency.key}@example.com`, language: 'en' },
});

/** Restitution to each kind of payee, and each charge that the preset or a payer's page names; a fifth of it in the older case. */
function debtsOf(person: PlannedPerson, preset: Preset, now: Date): Assessment[] {
  const named = preset.versions.flatMap(({ rule }) => rule.steps.flatMap(chargesOf));
  const others = [...new Set<Charge>([...named, ...OBLIGATION_KINDS, 'other_fee'])].filter(
    (charge) => charge !== 'restitution',
  );
  const wishes = [
    ...Object.keys(payees).map((to, i) => ({
      charge: 'restitution' as Charge,
      to,
      cents: 20_000 + 5_000 * i,
    })),
    ...others.map((charge, i) => ({ charge, to: 'government', cents: 6_000 + 1_700 * i })),
  ];
  const { agency } = person;
  return wishes.map(({ charge, to, cents }, i): Assessment => {
    const isOlder = i % 5 === 2;
    const assessedAt = new Date(now.getTime() - (isOlder ? 4_000 : 10) * DAY_MS);
    return {
      id: obligationId(person.key, i + 1),
      agencyId: agencyId(agency.key),
      caseId: caseId(isOlder ? `${person.key} older` : person.key),
      fundId: fundId(agency.key, 'all'),
      kind: kindOf(charge),
      charge,
      label: charge,
      assessedCents: BigInt(cents),
      assessedOn: localDay(assessedAt, agency.timeZone),
      listed: i + 1,
      dueOn: localDay(now, agency.timeZone),
      dueToDateCents: BigInt(Math.floor(cents / 3)),
      personIds: [personId(person.key)],
      shares: [{ beneficiaryId: payeeId(agency.key, to), weight: 1n }],
    };
  });
}

const chargesOf = (step: Preset['versions'][number]['rule']['steps'][number]): readonly Charge[] =>
  'shares' in step ? step.shares.flatMap(({ steps }) => steps.flatMap(payStepCharges)) : payStepCharges(step);
const payStepCharges = ({ pay: charges }: PayStep): readonly Charge[] =>
  charges === 'all_others' ? [] : charges;

const kindOf = (charge: Charge): ObligationKind =>
  OBLIGATION_KINDS.find((kind) => kind === charge) ?? 'court_costs';

async function assessedOf(read: Db, { obligationIds }: Payer): Promise<Map<string, bigint>> {
  const rows = await read.obligation.findMany({ where: { id: { in: [...obligationIds] } } });
  return new Map(rows.map(({ id, assessedCents }) => [id, assessedCents]));
}

async function newest(read: Db, { accountId }: Payer): Promise<Omit<Tried, 'owedBefore'>> {
  const payment = await read.payment.findFirstOrThrow({
    where: { accountId, state: 'succeeded' },
    orderBy: { createdAt: 'desc' },
    include: { lines: true },
  });
  const { id: paymentId, amountCents, division, lines } = payment;
  return { paymentId, amountCents, division: storedExplanation(division), lines };
}
