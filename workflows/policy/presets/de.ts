import { SINCE_EVER, type Preset } from './preset.ts';

export const de: Preset = {
  id: 'DE',
  jurisdiction: 'Delaware',
  says: 'Victims in proportion to what each is owed; individuals in full before insurers.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Delaware',
        source: {
          citation: '11 Del. C. § 4106(d)',
          url: 'https://delcode.delaware.gov/title11/c041/sc01/index.html',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['restitution'], payees: ['person'], by: 'balance' },
          {
            pay: ['restitution'],
            payees: ['nonprofit', 'business', 'government_victim', 'victim_program', 'government'],
            by: 'balance',
          },
          { pay: ['restitution'], payees: ['insurer'], by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question:
        'The least that one victim gets from a payment. (Victims are paid out within 90 days or at $50; that bounds the pay-out, not the split.)',
      at: ['steps', 0, 'minimumCents'],
      stated: undefined,
      instead: [100],
    },
  ],
  unverified: [
    'Where victims that are neither individuals nor insurers stand: here between the two.',
    'The order of restitution against costs, fees and fines: here restitution comes first and the rest last, together.',
  ],
};
