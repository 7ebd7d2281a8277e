import { SINCE_EVER, type Preset } from './preset.ts';

export const id: Preset = {
  id: 'ID',
  jurisdiction: 'Idaho',
  says: 'A list of eleven, each in full before the next: supervision fees stand third, restitution seventh. Within one, in proportion to what was ordered.',
  versions: [
    {
      effectiveFrom: SINCE_EVER,
      effectiveTo: null,
      rule: {
        name: 'Idaho',
        source: {
          citation: 'Idaho Code § 31-3201I',
          url: 'https://legislature.idaho.gov/statutesrules/idstat/Title31/T31CH32/SECT31-3201I/',
        },
        chosenBy: 'payment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          { pay: ['court_fee'], by: 'ordered' },
          { pay: ['victim_compensation'], by: 'ordered' },
          { pay: ['supervision_fee'], by: 'ordered' },
          { pay: ['pretrial_fee'], by: 'ordered' },
          { pay: ['drug_fund_fee'], by: 'ordered' },
          { pay: ['officer_disability_fine'], by: 'ordered' },
          { pay: ['restitution'], by: 'ordered' },
          { pay: ['violent_crime_fine'], by: 'ordered' },
          { pay: ['community_service_fee'], by: 'ordered' },
          { pay: ['victim_notification_fee'], by: 'ordered' },
          { pay: ['court_technology_fee'], by: 'ordered' },
          { pay: 'all_others', by: 'ordered' },
        ],
      },
    },
  ],
  open: [
    {
      question: 'How what the list does not name is divided.',
      at: ['steps', 11, 'by'],
      stated: 'ordered',
      instead: ['balance'],
    },
  ],
  unverified: ['What follows the eleventh place. Supervision fees here are those of misdemeanor probation.'],
};
