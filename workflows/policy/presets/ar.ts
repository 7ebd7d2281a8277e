import { SINCE_EVER, type Preset } from './preset.ts';

export const ar: Preset = {
  id: 'AR',
  jurisdiction: 'Arkansas',
  says: 'Court costs in full, then restitution, then fines.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Arkansas',
        source: { citation: 'Ark. Code § 16-13-226' },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['court_costs', 'court_fee'], by: 'balance' },
          { pay: ['restitution'], by: 'balance' },
          { pay: ['fine'], by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question: 'How restitution is divided among several victims.',
      at: ['steps', 1, 'by'],
      stated: 'balance',
      instead: ['ordered', 'equal'],
    },
  ],
  unverified: [
    'The whole order: the section was not read. County ordinances under Ark. Code § 16-10-209 put restitution first and halve the rest between costs and fines.',
  ],
};
