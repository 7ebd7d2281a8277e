import type Stripe from 'stripe';

/** What a PaymentIntent says about one try. Codes and opaque ids, and what a receipt shows of the card. */
export type Reading =
  | {
      kind: 'succeeded';
      chargeId: string;
      receivedCents: number;
      /** Null: days after it was asked for, at a time that Stripe's objects do not say. */
      chargedAt: Date | null;
      cardBrand: string | null;
      /** Of the card, or of the bank account. */
      cardLast4: string | null;
    }
  | {
      kind: 'declined';
      code: string;
      declineCode: string | null;
      chargeId: string | null;
      paymentMethodId: string | null;
    }
  | { kind: 'requires_action'; paymentMethodId: string | null }
  /** The payer's bank still asks about an earlier try's card: this try has not been taken. */
  | { kind: 'asked_before' }
  | { kind: 'held'; chargeId: string }
  | { kind: 'processing'; cardLast4: string | null }
  | { kind: 'canceled' }
  /** Made, and not (yet) confirmed by this try: nothing has moved. */
  | { kind: 'unconfirmed' };

/** What earlier tries of the same PaymentIntent left on it: their refusal is not this try's. */
export interface EarlierTries {
  count: number;
  /** Ids of their charges and cards. */
  ids: readonly string[];
}

/**
 * Read a try's outcome off a PaymentIntent.
 * @param intent with latest_charge expanded
 * @throws {Error} a status that this code does not know
 */
export function readingOf(intent: Stripe.PaymentIntent, earlier: EarlierTries): Reading {
  const charge = typeof intent.latest_charge === 'object' ? intent.latest_charge : null;
  switch (intent.status) {
    case 'succeeded': {
      if (charge === null) throw new Error(`${intent.id} succeeded without a charge`);
      return {
        kind: 'succeeded',
        chargeId: charge.id,
        receivedCents: intent.amount_received,
        chargedAt: chargedAt(charge),
        cardBrand: charge.payment_method_details?.card?.brand ?? null,
        cardLast4: last4Of(charge),
      };
    }
    case 'requires_action': {
      const paymentMethodId = idOf(intent.payment_method);
      return paymentMethodId !== null && earlier.ids.includes(paymentMethodId)
        ? { kind: 'asked_before' }
        : { kind: 'requires_action', paymentMethodId };
    }
    case 'requires_capture':
      if (charge === null) throw new Error(`${intent.id} is authorized without a charge`);
      return { kind: 'held', chargeId: charge.id };
    case 'processing':
      return { kind: 'processing', cardLast4: charge && last4Of(charge) };
    case 'canceled':
      return { kind: 'canceled' };
    case 'requires_confirmation':
      return { kind: 'unconfirmed' };
    case 'requires_payment_method':
      return refusalOf(intent, charge, earlier);
    default:
      throw new Error(`${intent.id} has a status we do not know: ${intent.status}`);
  }
}

const last4Of = ({ payment_method_details: details }: Stripe.Charge): string | null =>
  (details?.card ?? details?.us_bank_account)?.last4 ?? null;

/**
 * A card pays as it is charged. A bank pays days after its charge was made, and after its balance transaction too, which
 * is there, pending, from when the debit is handed to the network.
 * Source: support.stripe.com/questions/changes-to-balance-transaction-behavior-for-debit-payment-methods
 */
const chargedAt = ({ payment_method_details: details, created }: Stripe.Charge): Date | null =>
  details?.us_bank_account ? null : new Date(created * 1000);

const idOf = (given: string | { id: string } | null) =>
  typeof given === 'object' ? (given?.id ?? null) : given;

function refusalOf(
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge | null,
  earlier: EarlierTries,
): Reading {
  const error = intent.last_payment_error;
  if (error === null) return { kind: 'unconfirmed' };
  const refusal = declined(error, charge?.id ?? null);
  const marks = [refusal.chargeId, refusal.paymentMethodId].filter((id) => id !== null);
  const isNew = marks.length > 0 ? !marks.some((id) => earlier.ids.includes(id)) : earlier.count === 0;
  return isNew ? refusal : { kind: 'unconfirmed' };
}

/** A decline in the form that the attempt's row keeps. The client makes a missing decline code an empty one. */
export function declined(
  error: {
    code?: string | undefined;
    decline_code?: string | undefined;
    payment_method?: { id: string } | undefined;
  },
  chargeId: string | null,
): Reading & { kind: 'declined' } {
  return {
    kind: 'declined',
    code: error.code ?? 'card_declined',
    declineCode: error.decline_code || null,
    chargeId,
    paymentMethodId: error.payment_method?.id ?? null,
  };
}
