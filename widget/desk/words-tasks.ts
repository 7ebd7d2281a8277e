import type { IconName } from './icons.ts';
import type { Tone } from './states.ts';

/** How a task reads: what happened, what to do, and what its subject is. */
export interface TaskLook {
  title: string;
  text?: string;
  subject: string;
  icon: IconName;
  tone: Tone;
}

/** Kinds the server writes. A list that grows on the server first: a kind that is not here is shown as it is. */
const tasks: Readonly<Record<string, TaskLook>> = {
  payment_needs_repair: {
    title: 'Nobody knows yet whether a payment was made',
    text: 'Look it up at Stripe before you tell the payer anything. This goes away by itself once the payment has ended.',
    subject: 'Payment',
    icon: 'warn',
    tone: 'bad',
  },
  capture_unsettled: {
    title: 'A payment is booked as paid, and Stripe does not list its money',
    text: 'Look the charge up at Stripe. Once Stripe lists it, this goes away by itself.',
    subject: 'Payment',
    icon: 'warn',
    tone: 'warn',
  },
  debit_returned: {
    title: 'A bank took back a payment that was booked as paid',
    text: 'The books have taken it back: what it had paid is owed again, and its payer was told by e-mail. See what is to be done about it, then close this and say what you did.',
    subject: 'Payment',
    icon: 'bank',
    tone: 'warn',
  },
  unplaced_balance_transaction: {
    title: 'Stripe lists money that the books do not explain',
    text: 'Look it up at Stripe by its number: a disputed card is one reason, a return of only a part another. What is to be owed again is put right with the person’s record (adjust). Once the books explain it, this goes away by itself.',
    subject: 'Balance transaction',
    icon: 'warn',
    tone: 'warn',
  },
  record_claimed_twice: {
    title: 'Two accounts say that they are the same person',
    text: 'Make sure who is the person, by their papers. A supervisor can take the record from the account that holds it; then the right one is matched.',
    subject: 'Person',
    icon: 'person',
    tone: 'warn',
  },
  unplaced_event: {
    title: 'Stripe sent word of something that is no payment here',
    text: 'Look it up at Stripe by its number. If nothing is to be done, close this and say why.',
    subject: 'Event',
    icon: 'inbox',
    tone: 'info',
  },
};

const reasons: Readonly<Record<string, string>> = {
  no_payment_of_this_agency: 'It names no payment of this agency',
};

export const taskLook = (kind: string): TaskLook =>
  tasks[kind] ?? { title: kind, subject: 'Number', icon: 'inbox', tone: 'quiet' };

export const taskReason = (reason: string): string => reasons[reason] ?? reason;
