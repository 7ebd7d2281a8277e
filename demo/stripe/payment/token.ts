import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { invalidRequest } from '../errors.ts';
import { newId } from '../ids.ts';
import type { Method } from './method.ts';
import { hiddenOf, instrumentBehind, methodNamed } from './method.ts';

/**
 * Spend a ConfirmationToken on an intent: it becomes the payment method it previews.
 * @throws {StripeError} 400 when it is unknown, expired or spent
 */
export function methodOfToken(
  call: Call,
  id: string,
  user: { payment_intent: string } | { setup_intent: string },
): { chosen: Method; spent: Stripe.ConfirmationToken } {
  const { shelf, now } = call;
  const token = shelf.given('confirmation_token', id, 'confirmation_token');
  const usedBy = token.payment_intent ?? token.setup_intent;
  if (usedBy !== null) {
    throw refused(
      `The ConfirmationToken '${id}' has already been used to confirm ${usedBy}. Create a new one.`,
    );
  }
  if (token.expires_at !== null && token.expires_at <= now) {
    throw refused(`The ConfirmationToken '${id}' has expired. Create a new one.`);
  }
  const spent: Stripe.ConfirmationToken = { ...token, ...user, expires_at: null };
  shelf.replace(spent);
  return { chosen: methodBehind(call, token), spent };
}

function methodBehind(call: Call, token: Stripe.ConfirmationToken): Method {
  const { savedMethod } = call.shelf.hidden('confirmation_token', token.id);
  if (savedMethod !== undefined) return methodNamed(call, savedMethod);
  const instrument = instrumentBehind(call, token.id);
  const preview = token.payment_method_preview;
  if (!preview) throw new Error(`${token.id} previews nothing`);
  const { allow_redisplay, billing_details, card, type, us_bank_account } = preview;
  const method: Stripe.PaymentMethod = {
    id: newId('pm'),
    object: 'payment_method',
    allow_redisplay: allow_redisplay ?? 'unspecified',
    billing_details,
    ...(card && { card }),
    created: call.now,
    customer: null,
    customer_account: null,
    livemode: false,
    metadata: {},
    type,
    ...(us_bank_account && { us_bank_account }),
  };
  call.shelf.add(method, hiddenOf(instrument));
  return { method, ...instrument };
}

function refused(message: string) {
  return invalidRequest(message, { code: 'token_already_used', param: 'confirmation_token' });
}
