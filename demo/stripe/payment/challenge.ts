import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { Refused } from '../call.ts';
import type { ErrorBody } from '../errors.ts';
import { withDocUrl } from '../errors.ts';
import { Faults } from '../faults.ts';
import { emit } from '../webhooks/events.ts';
import { chargeIntent, failIntent } from './charge.ts';
import type { Handling } from './confirm.ts';
import { methodNamed } from './method.ts';
import { requireStatus } from './states.ts';
import { idOf } from './id-of.ts';

/**
 * Where the payer proves to be the card's holder: in a frame that stripe.js opens, or on the bank's page, where
 * stripe.js is not at hand or the bank does not let itself be framed.
 */
export function nextActionOf(
  call: Call,
  intent: Pick<Stripe.PaymentIntent | Stripe.SetupIntent, 'id' | 'client_secret' | 'payment_method'>,
  { returnUrl, onPage }: Handling,
) {
  const url = challengeUrl(call, intent);
  const redirects = () => new Faults(call.database).forAccount('check_redirects', call.shelf.account);
  return returnUrl === null || (onPage && !redirects())
    ? {
        type: 'use_stripe_sdk',
        use_stripe_sdk: { type: 'three_d_secure_redirect', stripe_js: url, source: intent.payment_method },
      }
    : { type: 'redirect_to_url', redirect_to_url: { return_url: returnUrl, url } };
}

/** The intent waits until the payer has proved to be the card's holder (3-D Secure). */
export function requireAction(
  call: Call,
  intent: Stripe.PaymentIntent,
  handling: Handling,
): Stripe.PaymentIntent {
  const waiting: Stripe.PaymentIntent = {
    ...intent,
    next_action: nextActionOf(call, intent, handling),
    status: 'requires_action',
  };
  call.shelf.replace(waiting);
  emit(call, 'payment_intent.requires_action', waiting);
  return waiting;
}

/** The end of a challenge: the payer passed and is charged, or did not and must choose another method. */
export function endChallenge(
  call: Call,
  intent: Stripe.PaymentIntent,
  passed: boolean,
): Stripe.PaymentIntent | Refused {
  requireStatus(intent, ['requires_action'], 'You cannot authenticate this PaymentIntent', 'authenticated');
  const chosen = methodNamed(call, idOf(intent.payment_method) ?? '');
  if (!('card' in chosen)) throw new Error(`${intent.id} waits for no card`);
  if (passed) {
    return intent.confirmation_method === 'manual'
      ? awaitConfirmation(call, intent, chosen.method.id)
      : chargeIntent(call, { intent, ...chosen, threeDSecure: 'challenge' });
  }
  const error: ErrorBody = {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message:
      'The provided PaymentMethod has failed authentication. You can provide payment_method_data or a new ' +
      'PaymentMethod to attempt to fulfill this PaymentIntent again.',
  };
  const failed = failIntent(call, intent, { ...withDocUrl(error), payment_method: chosen.method });
  emit(call, 'payment_intent.payment_failed', failed);
  return new Refused(402, { ...error, payment_intent: failed, payment_method: chosen.method });
}

/** With manual confirmation the payer has proved it, and the merchant's server must confirm once more. */
function awaitConfirmation(call: Call, intent: Stripe.PaymentIntent, methodId: string): Stripe.PaymentIntent {
  const waiting: Stripe.PaymentIntent = { ...intent, next_action: null, status: 'requires_confirmation' };
  call.shelf.replace(waiting);
  call.shelf.hide('payment_intent', intent.id, { authenticated: methodId });
  return waiting;
}

function challengeUrl(
  { origin, shelf, platform }: Call,
  { id, client_secret }: { id: string; client_secret: string | null },
): string {
  const query = new URLSearchParams({
    key: `pk_test_${platform.slice('acct_'.length)}`,
    account: shelf.account,
  });
  // The secret is in the fragment: it reaches no server log.
  return `${origin}/frames/challenge.html?${query}#${new URLSearchParams({ intent: id, secret: client_secret ?? '' })}`;
}
