import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { Refused } from '../call.ts';
import type { Decline } from '../cards/declines.ts';
import type { ErrorBody } from '../errors.ts';
import { withDocUrl } from '../errors.ts';
import { Faults } from '../faults.ts';
import { doLater } from '../jobs.ts';
import { cardFeeCents, newBalanceTransaction } from '../objects/balance-transaction.ts';
import { newCharge } from '../objects/charge.ts';
import { emit } from '../webhooks/events.ts';
import type { ThreeDSecure } from './authentication.ts';
import { declineOfCharge } from './issuer.ts';
import type { CardMethod } from './method.ts';
import { cardBehind, markUsed } from './method.ts';
import { saveForLater } from './save.ts';

/** Minor units. */
interface Settled {
  amountCents: number;
  feeCents: number;
  bypassPending?: boolean | undefined;
}

export interface Attempt extends CardMethod {
  intent: Stripe.PaymentIntent;
  threeDSecure: ThreeDSecure;
}

/** Take the money, or be declined: both are written down. */
export function chargeIntent(call: Call, attempt: Attempt): Stripe.PaymentIntent | Refused {
  const decline = declineOfCharge(attempt);
  return decline === undefined ? succeed(call, attempt) : declineIntent(call, attempt, decline);
}

/**
 * An intent that wants another method, and Stripe's 402.
 * @param charged was the issuer asked? Then there is a failed charge.
 */
export function declineIntent(call: Call, attempt: Attempt, decline: Decline, charged = true): Refused {
  const { intent, method } = attempt;
  const charge = charged ? newCharge({ ...attempt, decline, origin: call.origin }, call.now) : undefined;
  if (charge) call.shelf.add(charge);
  const error: ErrorBody = {
    type: 'card_error',
    code: decline.code,
    message: decline.message,
    ...(decline.declineCode !== undefined && { decline_code: decline.declineCode }),
    ...(decline.param !== undefined && { param: decline.param }),
    advice_code: decline.advice,
    ...(charge && { charge: charge.id }),
    payment_method: method,
  };
  const failed = failIntent(
    call,
    { ...intent, ...(charge && { latest_charge: charge.id }) },
    { ...withDocUrl(error), payment_method: method },
  );
  if (charge) emit(call, 'charge.failed', charge);
  emit(call, 'payment_intent.payment_failed', failed);
  return new Refused(402, { ...error, payment_intent: failed });
}

/** The intent waits for another payment method and says why. */
export function failIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  error: Stripe.PaymentIntent.LastPaymentError,
): Stripe.PaymentIntent {
  const failed: Stripe.PaymentIntent = {
    ...intent,
    last_payment_error: error,
    next_action: null,
    payment_method: null,
    status: 'requires_payment_method',
  };
  call.shelf.replace(failed);
  return failed;
}

/**
 * Move an amount into the account's balance.
 * @returns the charge as it is then stored
 */
function settle(call: Call, charge: Stripe.Charge, money: Settled): Stripe.Charge {
  const { currency, description } = charge;
  const transaction = newBalanceTransaction(
    { chargeId: charge.id, currency, description, ...money },
    call.now,
  );
  call.shelf.add(transaction);
  const settled = {
    ...charge,
    balance_transaction: transaction.id,
    captured: true,
    amount_captured: money.amountCents,
  };
  call.shelf.replace(settled);
  return settled;
}

/** The same for a card, whose number says what is special about it. */
export function settleCard(call: Call, charge: Stripe.Charge, amountCents: number): Stripe.Charge {
  const { bypassPending } = cardBehind(call, charge.payment_method ?? '');
  return settle(call, charge, { amountCents, feeCents: cardFeeCents(amountCents), bypassPending });
}

/**
 * The second half of an asynchronous capture: the balance transaction, and the news of it.
 * Rule: https://docs.stripe.com/payments/payment-intents/asynchronous-capture (the answer and its events have none yet)
 */
export function finishCapture(call: Call, chargeId: string): void {
  const charge = call.shelf.find('charge', chargeId);
  if (!charge) throw new Error(`${chargeId} is gone`);
  const settled = settleCard(call, charge, charge.amount);
  emit(call, 'charge.updated', settled, charge);
}

function captureDelayMs({ database, shelf }: Call): number {
  return new Faults(database).forAccount('capture_late', shelf.account)?.ms ?? 0;
}

function succeed(call: Call, attempt: Attempt): Stripe.PaymentIntent {
  const { intent } = attempt;
  markUsed(call, attempt);
  const method = saveForLater(call, attempt, intent);
  const authorised = newCharge({ ...attempt, origin: call.origin }, call.now);
  call.shelf.add(authorised);
  const paid = {
    ...intent,
    last_payment_error: null,
    latest_charge: authorised.id,
    next_action: null,
    payment_method: method.id,
  };
  if (intent.capture_method === 'manual') {
    const held: Stripe.PaymentIntent = {
      ...paid,
      amount_capturable: intent.amount,
      status: 'requires_capture',
    };
    call.shelf.replace(held);
    emit(call, 'charge.succeeded', authorised);
    emit(call, 'payment_intent.amount_capturable_updated', held);
    return held;
  }
  const charge =
    intent.capture_method === 'automatic' ? settleCard(call, authorised, intent.amount) : authorised;
  if (intent.capture_method === 'automatic_async') doLater(call, 'capture', charge.id, captureDelayMs(call));
  const succeeded: Stripe.PaymentIntent = { ...paid, amount_received: intent.amount, status: 'succeeded' };
  call.shelf.replace(succeeded);
  emit(call, 'charge.succeeded', charge);
  emit(call, 'payment_intent.succeeded', succeeded);
  return succeeded;
}
