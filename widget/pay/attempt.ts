import type { Answer, PaymentView } from '../../api/contract/index.ts';
import type { Payer } from './payer.ts';

/**
 * One try of a payment: made once at the press of the button, kept as it is while its outcome is unknown, and let go
 * only at a definite end. Sending it again is asking for the same thing: the same key, the same body.
 */
export interface Attempt {
  key: string;
  send: () => Promise<Answer<{ payment: PaymentView }>>;
}

/**
 * The next try, under a key of its own: of the declined payment that is tried again, else of a new one.
 * @param confirmationToken of the card form; each is used once
 * @param payAgain the payer said yes to paying the same once more
 * @returns null while nothing is chosen or quoted
 */
export function nextAttempt(
  { flow, quoting, retried }: Payer,
  confirmationToken: string,
  payAgain: boolean,
): Attempt | null {
  const { owed, quote } = flow.state;
  const key = crypto.randomUUID();
  if (retried) {
    const body = { paymentId: retried.id, attemptKey: key, confirmationToken };
    return { key, send: () => flow.api.tryAgain(body) };
  }
  const asked = quoting.choice();
  if (!owed || !quote || !asked.ok) return null;
  const body = {
    attemptKey: key,
    personId: owed.person.id,
    obligationIds: owed.obligations.map(({ id }) => id),
    choice: asked.choice,
    quoteDigest: quote.digest,
    confirmationToken,
    payAgain,
    ...(quote.debit && { tender: 'bank_debit' as const, consent: quote.debit.version }),
  };
  return { key, send: () => flow.api.pay(body) };
}
