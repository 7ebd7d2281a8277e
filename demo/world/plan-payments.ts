import type { Chance } from './chance.ts';
import type { PlannedPerson } from './plan-person.ts';

/** How a payment goes. What the product calls each end: workflows/payment/states.ts. */
export type Course =
  | 'paid'
  /** Declined, and paid with another card. */
  | 'declined_then_paid'
  /** Declined, and left until its time is over. */
  | 'expired'
  /** Declined, and let go by the payer. */
  | 'canceled'
  /** The bank asks, nobody answers. */
  | 'left_at_the_bank'
  /** The processor fails before anything is charged. */
  | 'failed'
  /** Sent twice at once: the second is denied where its quote has changed by the first, else paid, too. */
  | 'sent_twice';

/** A wish to pay, as the payer has it. */
export interface PlannedPayment {
  at: Date;
  course: Course;
  choice: 'due_now' | 'everything' | 'amount';
  /** For `amount`: what they mean to pay; more than is owed becomes everything. */
  cents: number;
  /** Test cards' names, for each try one. */
  cards: readonly [string, string];
}

const courses = [
  { course: 'paid', weight: 890 },
  { course: 'declined_then_paid', weight: 45 },
  { course: 'expired', weight: 20 },
  { course: 'canceled', weight: 18 },
  { course: 'left_at_the_bank', weight: 10 },
  { course: 'failed', weight: 12 },
  { course: 'sent_twice', weight: 20 },
] as const satisfies readonly { course: Course; weight: number }[];

const good = ['pm_card_visa', 'pm_card_mastercard', 'pm_card_visa_debit', 'pm_card_amex', 'pm_card_discover'];
const refused = [
  'pm_card_chargeDeclined',
  'pm_card_chargeDeclinedInsufficientFunds',
  'pm_card_chargeDeclinedExpiredCard',
  'pm_card_chargeDeclinedIncorrectCvc',
];
/** Its bank always asks. */
const ASKING = 'pm_card_authenticationRequired';

const ROUND_CENTS = 500;

/** A person's payments, about evenly over the time that they have had an account. */
export function planPayments(
  person: PlannedPerson,
  count: number,
  { from, to }: { from: Date; to: Date },
  some: Chance,
): PlannedPayment[] {
  const owedCents = person.debts.reduce((total, { cents }) => total + cents, 0);
  const usual = Math.min((owedCents * 0.85) / Math.max(count, 1), some.whole(2_500, 16_000));
  const span = to.getTime() - from.getTime();
  return Array.from({ length: count }, (_, i) => {
    const { course } = some.weighted(courses);
    const place = (i + some.whole(5, 95) / 100) / count;
    const cents = Math.round((usual * some.whole(60, 130)) / 100 / ROUND_CENTS) * ROUND_CENTS;
    return {
      at: new Date(from.getTime() + Math.floor(span * place)),
      course,
      choice: some.percent(12) ? 'due_now' : some.percent(1) ? 'everything' : 'amount',
      cents: Math.max(cents, ROUND_CENTS) + (some.percent(10) ? some.whole(1, 99) : 0),
      cards: [cardOf(course, some), some.one(good)],
    };
  });
}

function cardOf(course: Course, some: Chance): string {
  switch (course) {
    case 'declined_then_paid':
    case 'expired':
    case 'canceled':
      return some.one(refused);
    case 'left_at_the_bank':
      return ASKING;
    case 'paid':
    case 'failed':
    case 'sent_twice':
      return some.one(good);
  }
}
