import type { Preset } from './preset.ts';

export const mt: Preset = {
  id: 'MT',
  jurisdiction: 'Montana (Department of Corrections)',
  says: 'An older judgment in full before a newer one. In a judgment: individual victims, one after the other as listed where little was ordered, in proportion where more was; then the compensation program, then agencies.',
  versions: [
    {
      effectiveFrom: '2003-10-31',
      effectiveTo: null,
      rule: {
        name: 'Montana',
        source: { citation: 'ARM 20.12.111' },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'oldest_first',
        steps: [
          {
            pay: ['restitution'],
            payees: ['person', 'nonprofit', 'business'],
            by: 'balance',
            inTurn: { by: 'listed', upTo: { orderedCents: 50_000, inclusive: true } },
          },
          { pay: ['restitution'], payees: ['victim_program'], by: 'balance' },
          { pay: ['restitution'], payees: ['government_victim', 'government'], by: 'balance' },
          { pay: ['restitution'], payees: ['insurer'], by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question:
        'The rule speaks of “less than $500” and “greater than $500”. Exactly $500: as listed, or in proportion?',
      at: ['steps', 0, 'inTurn', 'upTo', 'inclusive'],
      stated: true,
      instead: [false],
    },
    {
      question: 'In proportion to what is still owed, or to what was ordered?',
      at: ['steps', 0, 'by'],
      stated: 'balance',
      instead: ['ordered'],
    },
  ],
  unverified: [
    'That the $500 is measured on what was ordered to all individual victims of a judgment together.',
    'Where insurers and victims that are not individuals stand.',
  ],
};
