import type { SampleAgency } from './agency.ts';

/** Montana’s rule; the agency bears the service fee. */
export const tarnLake: SampleAgency = {
  key: 'tarnlake',
  preset: 'MT',
  name: 'Tarn Lake Region Probation and Parole (sample)',
  timeZone: 'America/Denver',
  language: 'en',
  phone: '(555) 555-0188',
  statementDescriptor: 'TARN LAKE PROB PAROLE',
  stripeAccountId: 'acct_sample_tarnlake',
  percent: 20,
  personNumber: 'TL-00000',
  docket: 'DC',
  offices: ['Tarn Lake', 'Cutbank Bend'],
  settings: {
    bankDebits: false,
    places: [
      {
        kind: 'office',
        name: 'Tarn Lake',
        address: '3 Shore Drive, Tarn Lake',
        takes: ['money_order', 'check'],
        hours: [{ from: 1, to: 4, opens: '08:00', closes: '17:30' }],
      },
    ],
    brand: {},
  },
  fees: [
    {
      effectiveFrom: '2018-01-01',
      rule: {
        name: 'Tarn Lake: the agency pays',
        paidBy: 'agency',
        rounding: { to: 'nearest' },
        tables: [
          {
            tenders: ['card'],
            bands: [{ fromCents: 1, upToCents: 300_000, flatCents: 30, basisPoints: 290 }],
          },
        ],
      },
    },
  ],
  limits: [
    {
      effectiveFrom: '2018-01-01',
      rule: { name: 'Tarn Lake online payment', leastCents: 100, mostCents: 300_000 },
    },
  ],
  staff: [
    {
      email: 'clerk@tarnlake.example.com',
      password: 'sample-tarnlake-clerk',
      name: 'Signe Rasmus-Hall',
      role: 'clerk',
    },
    {
      email: 'supervisor@tarnlake.example.com',
      password: 'sample-tarnlake-supervisor',
      name: 'Wren Catchpole',
      role: 'supervisor',
    },
  ],
  funds: {
    restitution: { code: 'R-1', name: 'Restitution' },
    supervision: { code: 'S-1', name: 'Supervision fees' },
    laboratory: { code: 'L-1', name: 'Drug tests' },
  },
  payees: {
    outfitter: { name: 'Larkspur Outfitters', kind: 'business' },
    rancher: { name: 'J. Two Rivers', kind: 'individual' },
    widow: { name: 'O. Halvorsdatter', kind: 'individual' },
    program: { name: 'Victims’ compensation program (sample)', kind: 'government', payee: 'victim_program' },
    mutual: { name: 'Sample Prairie Insurance', kind: 'insurer' },
    state: { name: 'Tarn Lake Region Fiscal Office', kind: 'government' },
    laboratory: { name: 'Glacier Street Laboratory', kind: 'business' },
  },
  debts: [
    {
      kind: 'restitution',
      label: { en: 'Restitution', es: 'Restitución' },
      fund: 'restitution',
      to: ['rancher', 'outfitter', 'widow'],
      leastCents: 10_000,
      mostCents: 420_000,
      stepCents: 2_500,
      monthlyCents: [1_500, 10_000],
      percent: 80,
    },
    {
      kind: 'restitution',
      label: {
        en: 'Restitution to a program or insurer',
        es: 'Restitución a un programa o una aseguradora',
      },
      fund: 'restitution',
      to: ['program', 'mutual'],
      leastCents: 20_000,
      mostCents: 200_000,
      stepCents: 2_500,
      percent: 35,
    },
    {
      kind: 'supervision_fee',
      label: { en: 'Supervision fee', es: 'Cuota de supervisión' },
      fund: 'supervision',
      to: ['state'],
      leastCents: 36_000,
      mostCents: 108_000,
      stepCents: 1_500,
      monthlyCents: [1_500, 1_500],
      percent: 100,
    },
    {
      kind: 'drug_test',
      label: { en: 'Drug tests', es: 'Prueba de drogas' },
      fund: 'laboratory',
      to: ['laboratory'],
      leastCents: 1_800,
      mostCents: 14_400,
      stepCents: 1_800,
      percent: 76,
    },
  ],
};
