import type { IconName } from './icons.ts';
import type { Tone } from './states.ts';

/** How an event of a payment's timeline reads. */
export interface EventLook {
  title: string;
  text?: string;
  icon: IconName;
  tone: Tone;
}

/**
 * Kinds the server writes, each with its sentence. A list that grows on the server first:
 * a kind that is not here is shown as it is.
 */
const events: Readonly<Record<string, EventLook>> = {
  created: { title: 'Payer pressed Pay', icon: 'person', tone: 'quiet' },
  tried_again: { title: 'Payer tried again', icon: 'person', tone: 'quiet' },
  gate_opened: { title: 'Payment taken up', icon: 'clock', tone: 'quiet' },
  gate_allowed: {
    title: 'Amount, fee and split fixed by the server',
    text: 'The quote still held, and the amount was set aside.',
    icon: 'lock',
    tone: 'quiet',
  },
  gate_denied: { title: 'The server said no', text: 'Nothing was charged.', icon: 'cross', tone: 'bad' },
  try_started: { title: 'A try with a card began', icon: 'card', tone: 'quiet' },
  charge_sent: { title: 'Charge sent to Stripe', icon: 'send', tone: 'quiet' },
  declined: {
    title: 'The bank declined the card',
    text: 'Nothing was charged in this try.',
    icon: 'cross',
    tone: 'bad',
  },
  check_failed: {
    title: 'The card bank’s check did not finish',
    text: 'Nothing was charged in this try.',
    icon: 'shield',
    tone: 'bad',
  },
  form_expired: {
    title: 'The card form was open too long',
    text: 'Nothing was charged in this try.',
    icon: 'clock',
    tone: 'bad',
  },
  requires_action: { title: 'Card bank asked for an extra check', icon: 'shield', tone: 'info' },
  processing: { title: 'Stripe is processing the charge', icon: 'clock', tone: 'info' },
  succeeded: { title: 'Stripe took the money', icon: 'card', tone: 'ok' },
  held: { title: 'The amount is held on the card', icon: 'lock', tone: 'info' },
  capturing: { title: 'The held amount is being taken', icon: 'card', tone: 'info' },
  expired: { title: 'Time ran out', text: 'No more tries are taken.', icon: 'clock', tone: 'quiet' },
  let_go: { title: 'Payer let the payment go', icon: 'person', tone: 'quiet' },
  canceled: { title: 'The payment was canceled', icon: 'cross', tone: 'quiet' },
  failed: { title: 'The payment failed', icon: 'cross', tone: 'bad' },
  unknown: {
    title: 'Stripe’s answer was lost',
    text: 'We read it back from Stripe. The card is not charged again.',
    icon: 'warn',
    tone: 'warn',
  },
  needs_repair: {
    title: 'Somebody must look at this payment',
    text: 'Stripe and our record do not agree yet.',
    icon: 'warn',
    tone: 'warn',
  },
  arrived_late: {
    title: 'Money came after the payment had ended',
    text: 'Somebody must look at this payment.',
    icon: 'warn',
    tone: 'warn',
  },
  read_back: { title: 'Read back from Stripe', icon: 'search', tone: 'quiet' },
  posted: {
    title: 'Posted to the ledger',
    text: 'What it went to is under “Where it went”.',
    icon: 'done',
    tone: 'ok',
  },
  settled: { title: 'In Stripe’s record of the money', icon: 'card', tone: 'quiet' },
  expected: {
    title: 'In Stripe’s record as money to come',
    text: 'Stripe writes it down as it asks the bank.',
    icon: 'clock',
    tone: 'quiet',
  },
  taken_back: { title: 'Taken back in Stripe’s record', icon: 'cross', tone: 'quiet' },
  debit_started_sent: {
    title: 'Payer told by e-mail that it is on its way',
    text: 'With a copy of what they agreed to.',
    icon: 'mail',
    tone: 'quiet',
  },
  returned: {
    title: 'The bank took the money back',
    text: 'The books have taken the payment back: what it had paid is owed again.',
    icon: 'cross',
    tone: 'bad',
  },
  withdrawn: { title: 'Withdrawn in Stripe’s record', icon: 'cross', tone: 'quiet' },
  debit_returned_sent: {
    title: 'Payer told by e-mail that the bank took it back',
    icon: 'mail',
    tone: 'quiet',
  },
  debit_failed_sent: { title: 'Payer told by e-mail that the bank did not pay', icon: 'mail', tone: 'quiet' },
  receipt_sent: { title: 'Receipt sent by e-mail', icon: 'mail', tone: 'quiet' },
  reprint_asked: { title: 'Receipt asked for again', icon: 'person', tone: 'quiet' },
  reprint_sent: {
    title: 'Receipt sent again by e-mail',
    text: 'It says that it is a reprint.',
    icon: 'mail',
    tone: 'quiet',
  },
  webhook: { title: 'Stripe sent word', icon: 'inbox', tone: 'quiet' },
};

/** What reads otherwise of a bank debit: the bank is asked, and answers in days. */
const debitEvents: Readonly<Record<string, EventLook>> = {
  try_started: { title: 'A try with a bank account began', icon: 'bank', tone: 'quiet' },
  charge_sent: { title: 'Debit sent to Stripe', icon: 'send', tone: 'quiet' },
  declined: {
    title: 'The bank refused the debit',
    text: 'Nothing was taken in this try.',
    icon: 'cross',
    tone: 'bad',
  },
  form_expired: {
    title: 'The form was open too long',
    text: 'Nothing was taken in this try.',
    icon: 'clock',
    tone: 'bad',
  },
  processing: {
    title: 'The bank was asked for the money',
    text: 'It answers in about four banking days. Until then nothing is booked, and the amount stays set aside.',
    icon: 'clock',
    tone: 'info',
  },
  succeeded: { title: 'The bank paid', icon: 'bank', tone: 'ok' },
  failed: {
    title: 'The bank did not pay',
    text: 'Nothing was booked, and what was set aside is owed as before.',
    icon: 'cross',
    tone: 'bad',
  },
  unknown: {
    title: 'Stripe’s answer was lost',
    text: 'We read it back from Stripe. The account is not debited again.',
    icon: 'warn',
    tone: 'warn',
  },
};

const sources: Readonly<Record<string, string>> = {
  payer: 'Payer',
  onward: 'Onward',
  stripe: 'Stripe',
  staff: 'Staff',
};

/** What is known of an event beyond its kind; names that are not here are shown as they are. */
const details: Readonly<Record<string, string>> = {
  n: 'Try',
  code: 'Stripe’s code',
  decline_code: 'Decline code',
  reason: 'Reason',
  allocation_version: 'Split rule, version',
  fee_version: 'Fee rule, version',
  receipt_number: 'Receipt',
  obligations: 'Obligations',
  accounting_date: 'Accounting date',
  gross: 'Amount',
  stripe_fee: 'Stripe fee',
  net: 'Net',
  transaction: 'Balance transaction',
  type: 'Stripe’s event',
  by: 'By',
};

const reasons: Readonly<Record<string, string>> = {
  not_allowed: 'This payer may not pay for this person',
  quote_changed: 'The quote had changed',
  not_started_in_time: 'It was not started in time',
};

export const eventFilter = {
  label: 'Show',
  any: 'All events',
  shown: (n: string, all: string) => `${n} of ${all} events`,
};

/** @param tender how the payment is made */
export const eventLook = (kind: string, tender: string): EventLook =>
  (tender === 'bank_debit' ? debitEvents[kind] : undefined) ??
  events[kind] ?? { title: kind, icon: 'clock', tone: 'quiet' };

export const sourceWord = (source: string): string => sources[source] ?? source;

/** An event's details as label and value. */
export const detailWords = (
  detail: Readonly<Record<string, string | number>>,
): { label: string; value: string }[] =>
  Object.entries(detail).map(([name, value]) => ({
    label: details[name] ?? name,
    value: reasons[value] ?? String(value),
  }));
