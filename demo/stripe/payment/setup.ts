import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { Refused } from '../call.ts';
import type { Decline } from '../cards/declines.ts';
import { DECLINES } from '../cards/declines.ts';
import type { ErrorBody } from '../errors.ts';
import { invalidRequest, notInSandbox, withDocUrl } from '../errors.ts';
import { newSetupAttempt } from '../objects/setup-intent.ts';
import { emit } from '../webhooks/events.ts';
import { authenticationOf } from './authentication.ts';
import { nextActionOf } from './challenge.ts';
import type { Confirmation, Handling } from './confirm.ts';
import { idOf } from './id-of.ts';
import { declineOfSaving } from './issuer.ts';
import type { CardMethod, Method } from './method.ts';
import { methodFrom, methodNamed, refuseBoth, refuseForeignMethod, refuseUsedMethod } from './method.ts';
import { saveForLater } from './save.ts';
import { methodOfToken } from './token.ts';

/** What a confirmation of a SetupIntent may bring. */
export type SetupConfirmation = Pick<
  Confirmation,
  'confirmation_token' | 'payment_method' | 'payment_method_data' | 'return_url' | 'use_stripe_sdk'
>;

interface Setup extends CardMethod {
  intent: Stripe.SetupIntent;
}

/**
 * Confirm a SetupIntent: the card is checked, authenticated where it wants that, and saved to the customer.
 * @returns the intent, or the issuer's refusal
 * @throws {StripeError} 400 for a state or method that does not allow it
 */
export function confirmSetup(
  call: Call,
  stored: Stripe.SetupIntent,
  input: SetupConfirmation,
): Stripe.SetupIntent | Refused {
  const { chosen, handling } = chooseMethod(call, stored, input);
  refuseEnded(stored);
  refuseForeignMethod(chosen, idOf(stored.customer), 'SetupIntent');
  refuseUsedMethod(call, chosen);
  if ('bank' in chosen) throw notInSandbox('setting up a bank account', 'payment_method');
  const attempt = newSetupAttempt(stored, chosen.method, call.now);
  call.shelf.add(attempt);
  const intent: Stripe.SetupIntent = {
    ...stored,
    last_setup_error: null,
    latest_attempt: attempt.id,
    next_action: null,
    payment_method: chosen.method.id,
  };
  const asked = intent.payment_method_options?.card?.request_three_d_secure;
  const threeDSecure = authenticationOf(chosen.card, { offSession: false, setUp: false, asked });
  if (threeDSecure === 'decline') return decline(call, { ...chosen, intent }, DECLINES.generic_decline);
  if (threeDSecure === 'ask') {
    const next_action = nextActionOf(call, intent, handling);
    const waiting: Stripe.SetupIntent = { ...intent, next_action, status: 'requires_action' };
    call.shelf.replace(waiting);
    endAttempt(call, waiting, { status: 'requires_action' });
    emit(call, 'setup_intent.requires_action', waiting);
    return waiting;
  }
  return finish(call, { ...chosen, intent });
}

/** The end of a challenge: the card is saved, or the payer must choose another. */
export function endSetupChallenge(
  call: Call,
  intent: Stripe.SetupIntent,
  passed: boolean,
): Stripe.SetupIntent | Refused {
  if (intent.status !== 'requires_action')
    throw unexpected(intent, 'You cannot authenticate this SetupIntent.');
  const chosen = methodNamed(call, idOf(intent.payment_method) ?? '');
  if (!('card' in chosen)) throw new Error(`${intent.id} waits for no card`);
  if (passed) return finish(call, { ...chosen, intent });
  return fail(call, { ...chosen, intent }, 402, {
    type: 'invalid_request_error',
    code: 'setup_intent_authentication_failure',
    message:
      'The latest attempt to set up the payment method has failed because authentication failed. Provide a new ' +
      'payment method to attempt to fulfill this SetupIntent again.',
  });
}

/** End an intent that has saved nothing. */
export function cancelSetup(
  call: Call,
  intent: Stripe.SetupIntent,
  reason: Stripe.SetupIntent.CancellationReason | null,
): Stripe.SetupIntent {
  if (intent.status === 'canceled')
    throw unexpected(intent, 'You cannot cancel this SetupIntent because it is already canceled.');
  if (!OPEN.includes(intent.status)) {
    throw unexpected(
      intent,
      `You cannot cancel this SetupIntent because it has a status of ${intent.status}. Only a SetupIntent with one of ` +
        'the following statuses may be canceled: `requires_payment_method`, `requires_confirmation`, or `requires_action`.',
    );
  }
  const canceled: Stripe.SetupIntent = {
    ...intent,
    cancellation_reason: reason,
    next_action: null,
    status: 'canceled',
  };
  call.shelf.replace(canceled);
  emit(call, 'setup_intent.canceled', canceled);
  return canceled;
}

const OPEN: readonly string[] = ['requires_payment_method', 'requires_confirmation', 'requires_action'];

/** A card that declines everything declines its check too; one that only declines charges is saved. */
function finish(call: Call, setup: Setup): Stripe.SetupIntent | Refused {
  const refusal = declineOfSaving(setup);
  if (refusal) return decline(call, setup, refusal);
  const { intent } = setup;
  const usage = intent.usage === 'on_session' ? 'on_session' : 'off_session';
  saveForLater(call, setup, { customer: intent.customer, setup_future_usage: usage });
  const succeeded: Stripe.SetupIntent = { ...intent, next_action: null, status: 'succeeded' };
  call.shelf.replace(succeeded);
  endAttempt(call, succeeded, { status: 'succeeded' });
  emit(call, 'setup_intent.succeeded', succeeded);
  return succeeded;
}

function decline(call: Call, setup: Setup, { code, declineCode, message, param }: Decline): Refused {
  return fail(call, setup, 402, {
    type: 'card_error',
    code,
    decline_code: declineCode ?? code,
    message,
    ...(param !== undefined && { param }),
  });
}

function fail(call: Call, { intent, method }: Setup, status: number, error: ErrorBody): Refused {
  const setupError = { ...withDocUrl(error), payment_method: method };
  const failed: Stripe.SetupIntent = {
    ...intent,
    last_setup_error: setupError,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.shelf.replace(failed);
  endAttempt(call, failed, { status: 'failed', setup_error: setupError });
  emit(call, 'setup_intent.setup_failed', failed);
  return new Refused(status, { ...error, payment_method: method, setup_intent: failed });
}

function endAttempt(
  { shelf }: Call,
  intent: Stripe.SetupIntent,
  end: Pick<Stripe.SetupAttempt, 'status'> & Partial<Pick<Stripe.SetupAttempt, 'setup_error'>>,
): void {
  const attempt = shelf.find('setup_attempt', idOf(intent.latest_attempt) ?? '');
  if (attempt) shelf.replace({ ...attempt, ...end });
}

function chooseMethod(
  call: Call,
  stored: Stripe.SetupIntent,
  input: SetupConfirmation,
): { chosen: Method; handling: Handling } {
  const { confirmation_token: token, payment_method: named, payment_method_data: data } = input;
  if (token !== undefined && named !== undefined) refuseBoth('confirmation_token', 'payment_method');
  if (token !== undefined && data !== undefined) refuseBoth('confirmation_token', 'payment_method_data');
  if (named !== undefined && data !== undefined) refuseBoth('payment_method', 'payment_method_data');
  if (token !== undefined) {
    const { chosen, spent } = methodOfToken(call, token, { setup_intent: stored.id });
    return {
      chosen,
      handling: { returnUrl: input.return_url ?? spent.return_url, onPage: spent.use_stripe_sdk },
    };
  }
  const handling = { returnUrl: input.return_url ?? null, onPage: input.use_stripe_sdk ?? false };
  if (data !== undefined) return { chosen: methodFrom(call, data, 'payment_method_data'), handling };
  const id = named ?? idOf(stored.payment_method);
  if (id !== null) return { chosen: methodNamed(call, id), handling };
  throw unexpected(
    stored,
    "You cannot confirm this SetupIntent because it's missing a payment method. You can either update the " +
      'SetupIntent with a payment method and then confirm it again, or confirm it again directly with a payment ' +
      'method or ConfirmationToken.',
  );
}

function refuseEnded(intent: Stripe.SetupIntent): void {
  if (OPEN.includes(intent.status)) return;
  const why = intent.status === 'canceled' ? 'it has been canceled' : 'it has already succeeded';
  throw unexpected(intent, `You cannot confirm this SetupIntent because ${why}.`);
}

function unexpected(intent: Stripe.SetupIntent, message: string) {
  return invalidRequest(message, { code: 'setup_intent_unexpected_state', setup_intent: intent });
}
