import { SINCE_EVER, type Preset } from './preset.ts';

export const mi: Preset = {
  id: 'MI',
  jurisdiction: 'Michigan',
  says: 'Half of the money to victim payments, half to everything else; what one half has no use for goes to the other. Among everything else: the state’s minimum cost, other costs, fines, supervision fees, then assessments and the rest.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Michigan',
        source: {
          citation: 'MCL 775.22, 780.766a',
          url: 'https://www.legislature.mi.gov/Laws/MCL?objectName=mcl-775-22',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'restitution_first',
        steps: [
          {
            shares: [
              { percent: 50, steps: [{ pay: ['restitution'], by: 'balance' }] },
              {
                percent: 50,
                steps: [
                  { pay: ['state_minimum_cost'], by: 'balance' },
                  { pay: ['court_costs'], by: 'balance' },
                  { pay: ['fine'], by: 'balance' },
                  { pay: ['supervision_fee'], by: 'balance' },
                  { pay: 'all_others', by: 'balance' },
                ],
              },
            ],
            unused: 'to_the_other_shares',
            oddCent: 'first',
          },
        ],
      },
    },
  ],
  open: [
    {
      question: 'Which half takes the cent of an odd amount?',
      at: ['steps', 0, 'oddCent'],
      stated: 'first',
      instead: ['last'],
    },
    {
      question:
        'A payment over several cases that names none: those with unpaid restitution come first (MCL 780.766a).',
      at: ['cases'],
      stated: 'restitution_first',
      instead: ['together', 'oldest_first'],
    },
  ],
  unverified: [
    'The place of fines among the other half.',
    'Whether restitution to an insurer and the crime victim assessment count as victim payments: here all restitution does, the assessment does not.',
  ],
};
