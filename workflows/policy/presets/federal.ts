import { SINCE_EVER, type Preset } from './preset.ts';

export const federal: Preset = {
  id: 'US',
  jurisdiction: 'Federal courts',
  says: 'The special assessment, then restitution to victims, then fines and the rest.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Federal',
        source: {
          citation: '18 U.S.C. §§ 3612(c), 3664',
          url: 'https://www.law.cornell.edu/uscode/text/18/3612',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['special_assessment'], by: 'balance' },
          { pay: ['restitution'], payees: ['person', 'nonprofit', 'business'], by: 'balance' },
          { pay: ['restitution'], payees: ['insurer', 'victim_program'], by: 'balance' },
          { pay: ['restitution'], payees: ['government_victim', 'government'], by: 'balance' },
          { pay: 'all_others', by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question: 'How restitution is divided among victims where the judgment does not say.',
      at: ['steps', 1, 'by'],
      stated: 'balance',
      instead: ['ordered', 'equal'],
    },
  ],
  unverified: ['Insurers after victims, and the United States last (18 U.S.C. § 3664(i), (j)).'],
};
