import type Stripe from 'stripe';
import type { Decline } from '../cards/declines.ts';
import { DECLINES } from '../cards/declines.ts';
import type { TestCard } from '../cards/card.ts';

interface Asked {
  card: TestCard;
  method: Stripe.PaymentMethod;
}

/** What the issuer says to a charge. A code that nobody gave cannot be wrong. */
export function declineOfCharge({ card, method }: Asked): Decline | undefined {
  if (card.decline === undefined) return undefined;
  if (card.decline === 'incorrect_cvc' && (method.card?.checks?.cvc_check ?? null) === null) return undefined;
  return DECLINES[card.decline];
}

/** What the issuer says to a card's being saved: some decline only what they are charged later. */
export function declineOfSaving(asked: Asked): Decline | undefined {
  const { savable, authentication } = asked.card;
  const onlyCharges = savable ?? authentication === 'unless_set_up';
  return onlyCharges ? undefined : declineOfCharge(asked);
}
