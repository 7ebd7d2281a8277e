import { SINCE_EVER, type Preset } from './preset.ts';

export const wi: Preset = {
  id: 'WI',
  jurisdiction: 'Wisconsin',
  says: 'Restitution to victims, with its 5 % surcharge as a part of each payment; restitution to others; then surcharges in their order, the fine, and costs.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Wisconsin',
        source: {
          citation: 'Wis. Stat. §§ 973.20, 973.05(2m)',
          url: 'https://docs.legis.wisconsin.gov/statutes/statutes/973/20',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          {
            pay: ['restitution', 'restitution_surcharge'],
            payees: ['person', 'nonprofit', 'business', 'government_victim', 'government'],
            by: 'levied',
          },
          { pay: ['restitution'], payees: ['victim_program', 'insurer'], by: 'levied' },
          { pay: ['penalty_assessment'], by: 'balance' },
          { pay: ['victim_compensation'], by: 'balance' },
          { pay: ['dna_assessment'], by: 'balance' },
          { pay: ['assessment', 'state_surcharge'], by: 'balance' },
          { pay: ['fine'], by: 'balance' },
          { pay: ['court_costs', 'court_fee'], by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question:
        'How restitution is divided: the court may direct a sequence; without one, in proportion to what was levied.',
      at: ['steps', 0, 'by'],
      stated: 'levied',
      instead: ['balance', 'ordered'],
    },
  ],
  unverified: [
    'That restitution comes before fines, and fines before costs (Wis. Stat. § 973.20(12)(b) was not read).',
    'The surcharges that stand between those named here, and the place of the fine among them.',
    'Joint and several debts: what one person paid too much is not given back by this rule.',
  ],
};
