import { SINCE_EVER, type Preset } from './preset.ts';

export const tx: Preset = {
  id: 'TX',
  jurisdiction: 'Texas',
  says: 'Costs first, the balance to the fine: the attorney general’s rule since 1939, which no statute replaces.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Texas',
        source: { citation: 'Tex. Att’y Gen. Op. GA-0147 (2004)' },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['court_costs', 'court_fee'], by: 'balance' },
          { pay: ['fine'], by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question: 'How costs are divided where the money does not suffice for all of them.',
      at: ['steps', 0, 'by'],
      stated: 'balance',
      instead: ['levied', 'equal'],
    },
  ],
  unverified: [
    'Restitution and supervision fees are outside the opinion: here they come after the fine, together.',
  ],
};
