import Stripe from 'stripe';

/** What the inbox keeps of a webhook: ids and times, no card or contact data. */
export interface StripeEventFacts {
  /** '' where Stripe names no account: the key's own. */
  account: string;
  eventId: string;
  type: string;
  objectId: string;
  /** From the object's metadata: ours, if it is one of ours. */
  paymentId: string | null;
  occurredAt: Date;
}

/**
 * Read a webhook delivery.
 * @param body the raw bytes as they came
 * @param signature the Stripe-Signature header
 * @returns null where the signature is not ours, or older than five minutes
 */
export function readEvent(body: Buffer, signature: string, secret: string): StripeEventFacts | null {
  try {
    return factsOf(Stripe.webhooks.constructEvent(body, signature, secret));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError) return null;
    throw error;
  }
}

function factsOf(event: Stripe.Event): StripeEventFacts {
  const { object } = event.data;
  const metadata = 'metadata' in object ? object.metadata : null;
  return {
    account: event.account ?? '',
    eventId: event.id,
    type: event.type,
    objectId: 'id' in object && typeof object.id === 'string' ? object.id : '',
    paymentId: metadata?.['payment_id'] ?? null,
    occurredAt: new Date(event.created * 1000),
  };
}
