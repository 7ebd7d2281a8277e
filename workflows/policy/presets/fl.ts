import { SINCE_EVER, type Preset } from './preset.ts';

export const fl: Preset = {
  id: 'FL',
  jurisdiction: 'Florida',
  says: 'Restitution in equal parts; then the month’s supervision fee, and its surcharge only after the month has been paid in full.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Florida',
        source: {
          citation: 'Fla. Stat. § 948.09',
          url: 'https://florida.public.law/statutes/fla._stat._948.09',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['restitution'], by: 'equal' },
          { pay: ['supervision_fee'], by: 'balance', due: true },
          { pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'], due: true },
          { pay: ['supervision_fee'], by: 'balance' },
          { pay: ['supervision_surcharge'], by: 'balance', after: ['supervision_fee'] },
        ],
      },
    },
  ],
  open: [
    {
      question:
        'How restitution is divided among several victims: in equal parts, as the clerk of Citrus County does.',
      at: ['steps', 0, 'by'],
      stated: 'equal',
      instead: ['balance', 'ordered'],
    },
  ],
  unverified: [
    'That restitution comes before supervision fees, and what comes after them.',
    'The clerk’s $3.50 for each restitution payment is a charge of its own, not part of the split.',
  ],
};
