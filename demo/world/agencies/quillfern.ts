import type { SampleAgency } from './agency.ts';

/** Pennsylvania’s rule, by the day of assessment. */
export const quillfern: SampleAgency = {
  key: 'quillfern',
  preset: 'PA',
  name: 'Quillfern County Adult Probation (sample)',
  timeZone: 'America/New_York',
  language: 'en',
  phone: '(555) 555-0117',
  statementDescriptor: 'QUILLFERN CO PROBATION',
  stripeAccountId: 'acct_sample_quillfern',
  percent: 45,
  personNumber: 'Q000000',
  docket: 'CP-55-CR',
  offices: ['Quillfern', 'Old Mill', 'Tanbark Station'],
  settings: {
    bankDebits: false,
    places: [
      {
        kind: 'office',
        name: 'Quillfern',
        address: '40 Market Lane, Quillfern',
        takes: ['cash', 'money_order'],
        hours: [{ from: 1, to: 5, opens: '08:30', closes: '16:30' }],
      },
      {
        kind: 'office',
        name: 'Old Mill',
        address: '7 Weir Road, Old Mill',
        takes: ['cash', 'money_order'],
        hours: [{ from: 2, to: 4, opens: '09:00', closes: '15:00' }],
      },
      {
        kind: 'kiosk',
        name: 'Tanbark Station',
        address: { en: 'Station hall, Tanbark Station', es: 'Vestíbulo de la estación, Tanbark Station' },
        takes: ['cash'],
        hours: [],
      },
    ],
    brand: {
      light: { primary: '#5b3a8c', onPrimary: '#ffffff' },
      dark: { primary: '#c9b2f2', onPrimary: '#231440' },
    },
  },
  fees: [
    {
      effectiveFrom: '2018-01-01',
      rule: {
        family: 'tiers',
        name: 'Quillfern card fee',
        tiers: [
          { upToCents: 5_000, feeCents: 195 },
          { upToCents: 10_000, feeCents: 295 },
          { upToCents: 30_000, feeCents: 595 },
          { upToCents: 100_000, feeCents: 1_295 },
        ],
      },
    },
    {
      effectiveFrom: '2025-07-01',
      rule: {
        name: 'Quillfern fee, lower since the new contract',
        paidBy: 'payer',
        rounding: { to: 'nearest' },
        tables: [
          {
            tenders: ['card'],
            bands: [
              { fromCents: 1, upToCents: 5_000, flatCents: 150, basisPoints: 0 },
              { fromCents: 5_001, upToCents: 100_000, flatCents: 0, basisPoints: 300, capCents: 1_000 },
            ],
          },
          {
            tenders: ['cash', 'money_order'],
            bands: [{ fromCents: 1, upToCents: null, flatCents: 0, basisPoints: 0 }],
          },
        ],
      },
    },
  ],
  limits: [
    {
      effectiveFrom: '2018-01-01',
      rule: { name: 'Quillfern online payment', leastCents: 500, mostCents: 100_000 },
    },
  ],
  staff: [
    {
      email: 'clerk@quillfern.example.com',
      password: 'sample-quillfern-clerk',
      name: 'Odalys Brennick',
      role: 'clerk',
    },
    {
      email: 'supervisor@quillfern.example.com',
      password: 'sample-quillfern-supervisor',
      name: 'Hugh Tamarind',
      role: 'supervisor',
    },
  ],
  funds: {
    restitution: { code: 'RES', name: 'Restitution held for victims' },
    victims: { code: 'CVC', name: 'Crime victims’ funds' },
    supervision: { code: 'OSP', name: 'Supervision fees' },
    costs: { code: 'CST', name: 'Costs of prosecution' },
    fines: { code: 'FIN', name: 'Fines' },
  },
  payees: {
    orchard: { name: 'Pomfret Orchard Supply', kind: 'business' },
    neighbor: { name: 'T. Abernuthy', kind: 'individual' },
    tenant: { name: 'L. Osei-Marsh', kind: 'individual' },
    mutual: { name: 'Sample Keystone Mutual', kind: 'insurer' },
    program: { name: 'Crime victims’ fund (sample)', kind: 'government', payee: 'victim_program' },
    county: { name: 'Quillfern County Treasurer', kind: 'government' },
  },
  debts: [
    {
      kind: 'restitution',
      label: { en: 'Restitution', es: 'Restitución' },
      fund: 'restitution',
      to: ['neighbor', 'orchard', 'tenant', 'mutual'],
      leastCents: 30_000,
      mostCents: 640_000,
      stepCents: 1_250,
      monthlyCents: [2_500, 12_500],
      percent: 62,
    },
    {
      kind: 'court_costs',
      charge: 'victim_compensation',
      label: { en: 'Crime victims’ fund', es: 'Fondo para víctimas del delito' },
      fund: 'victims',
      to: ['program'],
      leastCents: 6_000,
      mostCents: 10_000,
      stepCents: 500,
      percent: 55,
    },
    {
      kind: 'supervision_fee',
      label: { en: 'Supervision fee', es: 'Cuota de supervisión' },
      fund: 'supervision',
      to: ['county'],
      leastCents: 42_000,
      mostCents: 210_000,
      stepCents: 3_500,
      monthlyCents: [3_500, 3_500],
      percent: 100,
    },
    {
      kind: 'court_costs',
      label: { en: 'Costs of prosecution', es: 'Costos del proceso' },
      fund: 'costs',
      to: ['county'],
      leastCents: 12_050,
      mostCents: 48_050,
      stepCents: 450,
      percent: 52,
    },
    {
      kind: 'court_costs',
      charge: 'fine',
      label: { en: 'Fine', es: 'Multa' },
      fund: 'fines',
      to: ['county'],
      leastCents: 20_000,
      mostCents: 100_000,
      stepCents: 10_000,
      percent: 30,
    },
  ],
};
