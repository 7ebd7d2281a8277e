import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { Refused } from '../call.ts';
import { DECLINES } from '../cards/declines.ts';
import { invalidRequest } from '../errors.ts';
import { Faults } from '../faults.ts';
import type { Acceptance } from '../objects/mandate.ts';
import type { Attempt } from './charge.ts';
import { chargeIntent, declineIntent } from './charge.ts';
import { requireAction } from './challenge.ts';
import { debitIntent } from './debit.ts';
import type { Method, MethodInput } from './method.ts';
import { mandateFor } from './mandate-for.ts';
import { methodFrom, methodNamed, refuseBoth, refuseForeignMethod, refuseUsedMethod } from './method.ts';
import { saveForLater } from './save.ts';
import { methodOfToken } from './token.ts';
import { refuseDescriptor, unexpectedState } from './states.ts';
import { authenticationOf } from './authentication.ts';
import { idOf } from './id-of.ts';

/** What a confirmation may bring; `create` with `confirm=true` brings the same. */
export interface Confirmation {
  confirmation_token?: string;
  payment_method?: string;
  payment_method_data?: MethodInput;
  return_url?: string;
  off_session?: boolean;
  error_on_requires_action?: boolean;
  use_stripe_sdk?: boolean;
  mandate_data?: { customer_acceptance: Acceptance } | null;
}

/** How a confirmation's next action would be handled: on the page by stripe.js, or by going to a url and back. */
export interface Handling {
  returnUrl: string | null;
  onPage: boolean;
}

/**
 * Confirm an intent: choose the method, ask for authentication where the card wants it, then charge.
 * @returns the intent, or the decline
 * @throws {StripeError} 400 for a state, method or return url that does not allow it; nothing is changed then
 */
export function confirmIntent(
  call: Call,
  stored: Stripe.PaymentIntent,
  input: Confirmation,
): Stripe.PaymentIntent | Refused {
  if (stored.status === 'succeeded') {
    throw unexpectedState(
      stored,
      'You cannot confirm this PaymentIntent because it has already succeeded after being previously confirmed.',
    );
  }
  if (!CONFIRMABLE.includes(stored.status)) throw notConfirmable(stored, CONFIRMABLE);
  if (isFinalCheck(call, stored)) {
    const { status, body } = notConfirmable(stored, UNASKED);
    return new Refused(status, body); // returned, so that the fault has struck
  }
  const { chosen, intent, handling } = chooseMethod(call, stored, input);
  refuseForeignMethod(chosen, idOf(intent.customer));
  refuseUsedMethod(call, chosen);
  requireAllowedType(intent, chosen.method.type);
  requireReturnUrl(intent, handling);
  refuseSetupOffSession(intent, input.off_session);
  const { method } = chosen;
  const ready: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: null,
    next_action: null,
    payment_method: method.id,
  };
  if ('card' in chosen) refuseDescriptor(intent.statement_descriptor);
  if ('bank' in chosen) {
    const mandate = mandateFor(call, ready, method.id, input.mandate_data);
    return debitIntent(call, ready, { ...chosen, method: saveForLater(call, chosen, intent) }, mandate);
  }
  return attemptPayment(
    call,
    { intent: ready, method, card: chosen.card, threeDSecure: null },
    input,
    handling,
  );
}

const UNASKED: readonly string[] = ['requires_payment_method', 'requires_confirmation'];
const CONFIRMABLE = [...UNASKED, 'requires_action'];

function notConfirmable(intent: Stripe.PaymentIntent, confirmable: readonly string[]) {
  return unexpectedState(
    intent,
    `You cannot confirm this PaymentIntent because it has a status of ${intent.status}. ` +
      `Only a PaymentIntent with one of the following statuses may be confirmed: ${confirmable.join(', ')}.`,
  );
}

/** Stripe's documentation does not say whether another confirmation is taken while the bank's question is open. */
function isFinalCheck({ database, shelf }: Call, { status }: Stripe.PaymentIntent): boolean {
  return (
    status === 'requires_action' &&
    new Faults(database).forAccount('check_is_final', shelf.account) !== undefined
  );
}

function attemptPayment(call: Call, attempt: Attempt, input: Confirmation, handling: Handling) {
  const { card, intent, method } = attempt;
  if (call.shelf.hidden('payment_intent', intent.id).authenticated === method.id) {
    call.shelf.hide('payment_intent', intent.id, { authenticated: undefined });
    return chargeIntent(call, { ...attempt, threeDSecure: 'challenge' });
  }
  const threeDSecure = authenticationOf(card, {
    offSession: input.off_session ?? false,
    setUp: call.shelf.hidden('payment_method', method.id).setUp ?? false,
    asked: intent.payment_method_options?.card?.request_three_d_secure,
  });
  if (threeDSecure === 'decline') return declineIntent(call, attempt, DECLINES.generic_decline);
  if (threeDSecure !== 'ask') return chargeIntent(call, { ...attempt, threeDSecure });
  // Radar asks before the issuer is charged; an issuer says so by declining the charge.
  if (input.off_session)
    return declineIntent(call, attempt, DECLINES.authentication_required, !card.askedByRadar);
  if (input.error_on_requires_action)
    return declineIntent(call, attempt, DECLINES.authentication_not_handled, false);
  return requireAction(call, intent, handling);
}

function chooseMethod(call: Call, stored: Stripe.PaymentIntent, input: Confirmation) {
  const { confirmation_token: token, payment_method: named, payment_method_data: data } = input;
  if (token !== undefined && named !== undefined) refuseBoth('confirmation_token', 'payment_method');
  if (token !== undefined && data !== undefined) refuseBoth('confirmation_token', 'payment_method_data');
  if (named !== undefined && data !== undefined) refuseBoth('payment_method', 'payment_method_data');
  if (token !== undefined) {
    const { chosen, spent } = methodOfToken(call, token, { payment_intent: stored.id });
    const intent: Stripe.PaymentIntent = {
      ...stored,
      setup_future_usage: stored.setup_future_usage ?? spent.setup_future_usage,
      shipping: stored.shipping ?? spent.shipping,
    };
    return {
      chosen,
      intent,
      handling: { returnUrl: input.return_url ?? spent.return_url, onPage: spent.use_stripe_sdk },
    };
  }
  const handling = { returnUrl: input.return_url ?? null, onPage: input.use_stripe_sdk ?? false };
  return { chosen: methodWithoutToken(call, stored, named, data), intent: stored, handling };
}

function methodWithoutToken(
  call: Call,
  stored: Stripe.PaymentIntent,
  named?: string,
  data?: MethodInput,
): Method {
  if (data !== undefined) return methodFrom(call, data, 'payment_method_data');
  const id = named ?? idOf(stored.payment_method) ?? customersDefault(call, idOf(stored.customer));
  if (id !== null) return methodNamed(call, id);
  throw unexpectedState(
    stored,
    `You cannot confirm this PaymentIntent because it's missing a payment method. ${wayOut(idOf(stored.customer))}`,
  );
}

/** As recorded from Stripe, of PaymentIntents and not of SetupIntents. */
function customersDefault({ shelf }: Call, id: string | null): string | null {
  const customer = id === null ? undefined : shelf.find('customer', id);
  const method = customer?.invoice_settings.default_payment_method ?? null;
  return idOf(method);
}

function wayOut(customer: string | null): string {
  return customer === null
    ? 'You can either update the PaymentIntent with a payment method and then confirm it again, or confirm it again ' +
        'directly with a payment method or ConfirmationToken.'
    : `To confirm the PaymentIntent with ${customer}, specify a payment method attached to this customer along with ` +
        'the customer ID.';
}

/** Setting up a method for later needs its owner, who is away. */
function refuseSetupOffSession({ setup_future_usage }: Stripe.PaymentIntent, offSession = false): void {
  if (!offSession || setup_future_usage === null) return;
  throw invalidRequest(
    'You cannot confirm with `off_session=true` when `setup_future_usage` is also set on the PaymentIntent. The customer ' +
      'needs to be on-session to perform the steps which may be required to set up the PaymentMethod for future usage. ' +
      'Please confirm this PaymentIntent with your customer on-session.',
  );
}

function requireAllowedType(intent: Stripe.PaymentIntent, type: string): void {
  if (intent.payment_method_types.includes(type)) return;
  throw invalidRequest(
    `The PaymentMethod provided (${type}) is not allowed for this PaymentIntent. Please attach a PaymentMethod of ` +
      `one of the following types: ${intent.payment_method_types.join(', ')}.`,
    { code: 'payment_intent_incompatible_payment_method', payment_intent: intent },
  );
}

/** Rule: https://docs.stripe.com/api/payment_intents/confirm, `return_url`. */
function requireReturnUrl(intent: Stripe.PaymentIntent, { returnUrl, onPage }: Handling): void {
  const automatic = intent.automatic_payment_methods;
  if (returnUrl !== null || onPage || !automatic?.enabled || automatic.allow_redirects === 'never') return;
  throw invalidRequest(
    'This PaymentIntent is configured to accept payment methods enabled in your Dashboard. Because some of these ' +
      'payment methods might redirect your customer off of your page, you must provide a `return_url`. If you ' +
      "don't want to accept redirect-based payment methods, set `automatic_payment_methods[enabled]` to `true` and " +
      '`automatic_payment_methods[allow_redirects]` to `never` when creating Setup Intents and Payment Intents.',
    { payment_intent: intent },
  );
}
