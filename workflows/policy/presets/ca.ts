import { SINCE_EVER, type Preset } from './preset.ts';

export const ca: Preset = {
  id: 'CA',
  jurisdiction: 'California',
  says: 'Instalments: restitution to the victim, the state surcharge, then fines, penalty assessments and restitution fines in proportion to what was levied, then reimbursable costs. Across all cases.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'California',
        source: {
          citation: 'Cal. Penal Code § 1203.1d',
          url: 'https://leginfo.legislature.ca.gov/faces/codes_displaySection.xhtml?lawCode=PEN&sectionNum=1203.1d.',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['restitution'], by: 'balance' },
          { pay: ['state_surcharge'], by: 'balance' },
          { pay: ['fine', 'penalty_assessment', 'restitution_fine'], by: 'levied' },
          { pay: 'all_others', by: 'balance' },
        ],
      },
    },
  ],
  open: [
    {
      question: 'How restitution is divided among several victims.',
      at: ['steps', 0, 'by'],
      stated: 'balance',
      instead: ['ordered', 'equal'],
    },
    {
      question:
        'Which case first, where there are several? (AB 1213 of 2025, not law here, would put the earliest order first.)',
      at: ['cases'],
      stated: 'together',
      instead: ['oldest_first'],
    },
  ],
  unverified: ['Fees that are not reimbursable costs stand with them, in the last tier.'],
};
