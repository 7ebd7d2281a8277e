import type { PayStep } from '../rules.ts';
import type { Preset } from './preset.ts';

const source = {
  citation: '204 Pa. Code § 29.353',
  url: 'https://www.pacode.com/secure/data/204/chapter29/s29.353.html',
} as const;

const collectorThenFunds: readonly PayStep[] = [
  { pay: ['collection_fee'], by: 'balance', mostPercent: 25, onlyIf: 'collected_by_agency' },
  { pay: ['victim_compensation'], by: 'balance' },
];

const fees = { percent: 50, steps: [{ pay: 'all_others', by: 'balance' }] } as const;

/** Two schedules, kept apart by the day of assessment: Act 145 of 2018, effective 2018-10-24. */
export const pa: Preset = {
  id: 'PA',
  jurisdiction: 'Pennsylvania',
  says: 'A collection agency’s fee (where it secured the money), the crime victims’ funds, then at least half of the rest to restitution and the other half to everything else, by what is still owed.',
  versions: [
    {
      effectiveFrom: '2003-09-30',
      effectiveTo: '2018-10-23',
      rule: {
        name: 'Pennsylvania 2003–2018',
        source,
        chosenBy: 'assessment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          ...collectorThenFunds,
          {
            shares: [
              {
                percent: 50,
                steps: [
                  restitution('person', 'nonprofit', 'business', 'government_victim'),
                  restitution('victim_program'),
                  restitution('government'),
                  restitution('insurer'),
                ],
              },
              fees,
            ],
            unused: 'to_the_other_shares',
            oddCent: 'first',
          },
        ],
      },
    },
    {
      effectiveFrom: '2018-10-24',
      effectiveTo: null,
      rule: {
        name: 'Pennsylvania',
        source,
        chosenBy: 'assessment_date',
        dueFirst: false,
        cases: 'together',
        steps: [
          ...collectorThenFunds,
          {
            shares: [
              {
                percent: 50,
                steps: [
                  restitution('person'),
                  restitution('government_victim'),
                  restitution('victim_program'),
                  restitution('government'),
                  restitution('insurer'),
                  restitution('nonprofit', 'business'),
                ],
              },
              fees,
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
      question: '“At least 50 %” to restitution: exactly half while fees remain, or more?',
      at: ['steps', 2, 'shares', 0, 'percent'],
      stated: 50,
      instead: [],
    },
    {
      question: 'Who takes the cent of an odd amount? “At least” half gives it to restitution.',
      at: ['steps', 2, 'oddCent'],
      stated: 'first',
      instead: [],
    },
  ],
  unverified: [
    'Insurers as the last recipients before 2018-10-24, and where businesses stand after it.',
    'That a payment over debts of both schedules goes to the older ones first: payments are usually made case by case.',
  ],
};

function restitution(...payees: NonNullable<PayStep['payees']>): PayStep {
  return { pay: ['restitution'], payees, by: 'balance' };
}
