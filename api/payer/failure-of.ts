import { TRIES_MAX, type PaymentState } from '../../workflows/payment/states.ts';
import type { FailureCode, PaymentView } from '../contract/index.ts';

interface StoredEnd {
  state: PaymentState;
  tender: string;
  /** Its payer canceled it; else it was canceled because nobody answered the bank. */
  wasLetGo: boolean;
  denial: string | null;
  expiresAt: Date;
}

interface StoredTry {
  n: number;
  state: string;
  code: string | null;
  declineCode: string | null;
}

/** Why a payment that failed did, in words the payer may hear, and whether another card may be tried. */
export function failureOf(
  payment: StoredEnd,
  last: StoredTry | undefined,
  now: Date,
): PaymentView['failure'] {
  return { code: codeOf(payment, last), ...triesOf(payment, last, now) };
}

/** Whether another card may be tried, and how often. */
export function triesOf(
  { state, tender, expiresAt }: Pick<StoredEnd, 'state' | 'tender' | 'expiresAt'>,
  last: Pick<StoredTry, 'n'> | undefined,
  now: Date,
): { mayTryAgain: boolean; triesLeft: number } {
  const triesLeft = Math.max(0, TRIES_MAX - (last?.n ?? 0));
  const isOpen = tender === 'card' && (state === 'declined' || state === 'requires_action');
  const mayTryAgain = isOpen && triesLeft > 0 && expiresAt > now;
  return { mayTryAgain, triesLeft: mayTryAgain ? triesLeft : 0 };
}

function codeOf({ state, tender, denial, wasLetGo }: StoredEnd, last: StoredTry | undefined): FailureCode {
  if (tender === 'bank_debit' && state === 'failed' && last?.state === 'declined')
    return debitFailureOf(last);
  if (state === 'denied') return denial === 'quote_changed' ? 'quote_changed' : 'not_allowed';
  if (state === 'declined') return declineOf(last);
  if (state === 'expired' || (state === 'canceled' && !wasLetGo)) return 'timed_out';
  return state === 'canceled' ? 'canceled' : 'provider_error';
}

/** A bank that did not pay, at once or days later; what of it a mail says, it says in full. */
function debitFailureOf({ code }: StoredTry): FailureCode {
  if (code === 'card_form_expired') return 'timed_out';
  return code === 'insufficient_funds' ? 'debit_no_funds' : 'debit_returned';
}

/** Stripe's code to ours. A stolen or blocked card is only `declined`: its holder may not be the payer. */
function declineOf(last: StoredTry | undefined): FailureCode {
  const told = [last?.declineCode, last?.code];
  return told.flatMap((code) => (code ? (declines[code] ?? []) : []))[0] ?? 'card_declined';
}

const declines: Readonly<Partial<Record<string, FailureCode>>> = {
  insufficient_funds: 'insufficient_funds',
  expired_card: 'expired_card',
  incorrect_cvc: 'incorrect_cvc',
  invalid_cvc: 'incorrect_cvc',
  incorrect_number: 'incorrect_number',
  invalid_number: 'incorrect_number',
  processing_error: 'processing_error',
  authentication_required: 'authentication_failed',
  payment_intent_authentication_failure: 'authentication_failed',
  card_form_expired: 'card_form_expired',
};
