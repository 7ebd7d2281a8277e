import type { AgencySettings } from '../../api/agency-settings.ts';
import type { OwnWords } from '../../workflows/own-words.ts';
import type { ObligationKind } from '../../workflows/policy/codes.ts';
import type { StoredAllocationRule } from '../../workflows/policy/rule-schema.ts';
import type { StoredFeeRule } from '../../workflows/policy/fee-schema.ts';
import type { LimitRule } from '../../workflows/policy/rules.ts';

/** The agency's account at the sandbox, connected to the platform's. */
export const connectedAccount = 'acct_sample_harbor';

/** The sample world as data. Every name in it is invented; e-mail addresses are of example.com. */
export const agency = {
  name: 'Harbor County Probation (sample)',
  publishableKey: 'pk_sample_harbor',
  timeZone: 'America/New_York',
  language: 'en',
  phone: '(555) 555-0142',
  statementDescriptor: 'HARBOR CO PROBATION',
  /** As the agency's page says them. */
  officeHours: [
    { from: 1, to: 4, opens: '08:00', closes: '17:00' },
    { from: 5, to: 5, opens: '08:00', closes: '15:00' },
  ],
  settings: {
    places: [
      {
        kind: 'office',
        name: { en: 'Harbor Point, window 3', es: 'Harbor Point, ventanilla 3' },
        address: '12 Lighthouse Street, Harbor Point',
        takes: ['cash', 'money_order', 'check'],
        hours: [
          { from: 1, to: 4, opens: '08:00', closes: '17:00' },
          { from: 5, to: 5, opens: '08:00', closes: '15:00' },
        ],
      },
      {
        kind: 'mail',
        name: 'Harbor County Probation',
        address: { en: 'PO Box 0142, Harbor Point', es: 'Apartado postal (PO Box) 0142, Harbor Point' },
        takes: ['money_order'],
        hours: [],
      },
    ],
    brand: {
      light: { primary: '#0f5470', onPrimary: '#ffffff' },
      dark: { primary: '#7cc7e8', onPrimary: '#06202b' },
    },
    bankDebits: true,
  } satisfies AgencySettings,
};

/** What is due is paid first; victims before the county. */
const allocation = {
  family: 'strict_tiers',
  name: { en: 'Harbor County payment order', es: 'Orden de pago del condado de Harbor' },
  dueFirst: true,
  tiers: [['restitution'], ['court_costs'], ['supervision_fee', 'drug_test']],
} satisfies StoredAllocationRule;

/** From how much on, up to how much, and what a card then costs. Minor units of USD. */
const cardFees = [
  [1, 2_500, 150],
  [2_501, 5_000, 200],
  [5_001, 10_000, 275],
  [10_001, 25_000, 450],
  [25_001, 50_000, 800],
  [50_001, 100_000, 1_500],
  [100_001, 250_000, 2_900],
  [250_001, 500_000, 4_500],
] as const;

const fee = {
  name: 'Harbor County service fee',
  paidBy: 'payer',
  rounding: { to: 'nearest' },
  tables: [
    {
      tenders: ['card'],
      bands: cardFees.map(([fromCents, upToCents, flatCents]) => ({
        fromCents,
        upToCents,
        flatCents,
        basisPoints: 0,
      })),
    },
    {
      tenders: ['bank_debit'],
      bands: [{ fromCents: 1, upToCents: 500_000, flatCents: 50, basisPoints: 0 }],
    },
  ],
} satisfies StoredFeeRule;

const limit = {
  name: 'Harbor County online payment',
  leastCents: 500,
  mostCents: 500_000,
} as const satisfies LimitRule;

export const policies = { allocation, fee, limit };

export const funds = {
  supervision: { code: 'SUP', name: 'Supervision fees' },
  restitution: { code: 'RES', name: 'Restitution held for victims' },
  laboratory: { code: 'LAB', name: 'Drug tests' },
  court: { code: 'CRT', name: 'Court costs' },
} as const;

export const beneficiaries = {
  county: { name: 'Harbor County Supervision Fund', kind: 'government' },
  laboratory: { name: 'Harbor Point Laboratory', kind: 'business' },
  court: { name: 'Harbor County Clerk of Court', kind: 'government' },
  hardware: { name: 'Pier Nine Hardware', kind: 'business' },
  neighbor: { name: 'M. Lindqvist', kind: 'individual' },
  bakery: { name: 'Gull & Anchor Bakery', kind: 'business' },
} as const;

type FundName = keyof typeof funds;
type BeneficiaryName = keyof typeof beneficiaries;

/** Something owed. Days are counted from the day the sample world is made: before it < 0 < after it. */
export interface SampleObligation {
  key: string;
  /** Keys of `people`; more than one: they owe it jointly. */
  owedBy: readonly PersonKey[];
  kind: ObligationKind;
  label: OwnWords;
  fund: FundName;
  shares: Partial<Record<BeneficiaryName, bigint>>;
  assessedCents: bigint;
  dueToDateCents: bigint;
  assessedDay: number;
  dueDay: number;
}

/** Agency IDs as the agency prints them; the sample world stores them normalised. */
export const people = {
  alex: {
    agencyId: '00481936',
    givenName: 'Alex',
    familyName: 'Rivera',
    birthDate: '1988-03-14',
    office: 'Harbor Point',
    docket: '25-CR-0412',
  },
  casey: {
    agencyId: '00523377',
    givenName: 'Casey',
    familyName: 'Morgan',
    birthDate: '1991-04-17',
    office: 'Harbor Point',
    docket: '25-CR-0733',
  },
  riley: {
    agencyId: '00517204',
    givenName: 'Riley',
    familyName: 'Chen',
    birthDate: '1994-11-02',
    office: 'North Quay',
    docket: '24-CR-1188',
  },
  devon: {
    agencyId: '00517205',
    givenName: 'Devon',
    familyName: 'Brooks',
    birthDate: '1993-07-29',
    office: 'North Quay',
    docket: '24-CR-1189',
  },
  sam: {
    agencyId: '00390018',
    givenName: 'Sam',
    familyName: 'Whitfield',
    birthDate: '1979-01-08',
    office: 'North Quay',
    docket: '23-CR-0057',
  },
} as const;

export type PersonKey = keyof typeof people;

export const obligations: readonly SampleObligation[] = [
  ...usual('alex', { restitution: 125_000n, due: 15_000n }),
  ...usual('casey', { restitution: 80_000n, due: 10_000n }),
  {
    key: 'joint restitution',
    owedBy: ['riley', 'devon'],
    kind: 'restitution',
    label: { en: 'Restitution, owed jointly', es: 'Restitución, que varias personas deben juntas' },
    fund: 'restitution',
    shares: { bakery: 1n },
    assessedCents: 40_000n,
    dueToDateCents: 10_000n,
    assessedDay: -120,
    dueDay: 12,
  },
  supervision('riley', 18_000n, 4_500n),
  supervision('devon', 18_000n, 4_500n),
];

/** Ready to sign in on the agency's page: e-mail verified, record matched. */
export const payers = [
  { email: 'alex.rivera@example.com', password: 'sample-harbor-alex', person: 'alex' },
  { email: 'riley.chen@example.com', password: 'sample-harbor-riley', person: 'riley' },
  { email: 'devon.brooks@example.com', password: 'sample-harbor-devon', person: 'devon' },
] as const;

/** On record with the agency, without an account: for trying "Create an account". */
export const newcomer = people.casey;

export const staff = [
  { email: 'clerk@harbor.example.com', password: 'sample-harbor-clerk', name: 'Dana Okafor', role: 'clerk' },
  {
    email: 'supervisor@harbor.example.com',
    password: 'sample-harbor-supervisor',
    name: 'Terry Valdez',
    role: 'supervisor',
  },
] as const;

/** What most people owe: each kind once, the restitution to two victims. */
function usual(
  who: PersonKey,
  { restitution, due }: { restitution: bigint; due: bigint },
): SampleObligation[] {
  return [
    {
      key: `${who} restitution`,
      owedBy: [who],
      kind: 'restitution',
      label: {
        en: `Restitution, case ${people[who].docket}`,
        es: `Restitución, caso ${people[who].docket}`,
      },
      fund: 'restitution',
      shares: { hardware: 3n, neighbor: 2n },
      assessedCents: restitution,
      dueToDateCents: due,
      assessedDay: -90,
      dueDay: 9,
    },
    {
      key: `${who} court costs`,
      owedBy: [who],
      kind: 'court_costs',
      label: {
        en: `Court costs, case ${people[who].docket}`,
        es: `Costos de la corte, caso ${people[who].docket}`,
      },
      fund: 'court',
      shares: { court: 1n },
      assessedCents: 18_550n,
      dueToDateCents: 3_000n,
      assessedDay: -90,
      dueDay: 9,
    },
    supervision(who, 48_000n, 8_000n),
    {
      key: `${who} drug test`,
      owedBy: [who],
      kind: 'drug_test',
      label: { en: 'Drug test, laboratory screen', es: 'Prueba de drogas, análisis de laboratorio' },
      fund: 'laboratory',
      shares: { laboratory: 1n },
      assessedCents: 2_450n,
      dueToDateCents: 2_450n,
      assessedDay: -20,
      dueDay: -6, // past due
    },
  ];
}

function supervision(who: PersonKey, assessedCents: bigint, dueToDateCents: bigint): SampleObligation {
  return {
    key: `${who} supervision`,
    owedBy: [who],
    kind: 'supervision_fee',
    label: { en: 'Supervision fee, six months', es: 'Cuota de supervisión, seis meses' },
    fund: 'supervision',
    shares: { county: 1n },
    assessedCents,
    dueToDateCents,
    assessedDay: -60,
    dueDay: 5,
  };
}
