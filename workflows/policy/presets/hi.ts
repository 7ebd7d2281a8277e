import { SINCE_EVER, type Preset } from './preset.ts';

export const hi: Preset = {
  id: 'HI',
  jurisdiction: 'Hawaii',
  says: 'Restitution, the crime victims compensation fee, the probation services fee, the human trafficking victim services fee, other fees, the DNA analysis assessment, fines: each in full before the next.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Hawaii',
        source: {
          citation: 'HRS § 706-651',
          url: 'https://www.capitol.hawaii.gov/hrscurrent/Vol14_Ch0701-0853/HRS0706/HRS_0706-0651.htm',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['restitution'], by: 'balance' },
          { pay: ['victim_compensation'], by: 'balance' },
          { pay: ['supervision_fee'], by: 'balance' },
          { pay: ['trafficking_fee'], by: 'balance' },
          { pay: 'all_others', by: 'balance' },
          { pay: ['dna_assessment'], by: 'balance' },
          { pay: ['fine'], by: 'balance' },
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
  ],
  unverified: [],
};
