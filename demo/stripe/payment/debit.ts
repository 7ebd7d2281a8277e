import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import type { ErrorBody } from '../errors.ts';
import { invalidRequest, withDocUrl } from '../errors.ts';
import { Faults } from '../faults.ts';
import { doLater } from '../jobs.ts';
import { newDebitReversal, newDebitTransaction } from '../objects/balance-transaction.ts';
import { newDebitCharge } from '../objects/debit-charge.ts';
import { emit } from '../webhooks/events.ts';
import { failIntent } from './charge.ts';
import { idOf } from './id-of.ts';
import type { BankMethod } from './method.ts';
import { markUsed, methodNamed } from './method.ts';

/** A bank takes days to answer; nobody waits so long for a sandbox, unless told so. */
const BANK_ANSWERS_MS = 1_000;

const answersInMs = ({ database, shelf }: Call): number =>
  new Faults(database).forAccount('debit_slow', shelf.account)?.ms ?? BANK_ANSWERS_MS;

/** Start to debit a bank account: the intent is `processing` until the bank has answered. */
export function debitIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  chosen: BankMethod,
  mandate?: string,
): Stripe.PaymentIntent {
  if (intent.capture_method === 'manual') {
    throw invalidRequest('A bank debit cannot be authorized first and captured later.', {
      param: 'capture_method',
    });
  }
  const charge = onItsWay(call, newDebitCharge(intent, chosen.method, call, mandate));
  const processing: Stripe.PaymentIntent = { ...intent, latest_charge: charge.id, status: 'processing' };
  call.shelf.add(charge);
  call.shelf.replace(processing);
  markUsed(call, chosen);
  if (chosen.bank.end !== undefined) doLater(call, 'debit', intent.id, answersInMs(call));
  emit(call, 'charge.pending', charge);
  emit(call, 'payment_intent.processing', processing);
  return processing;
}

/** Handed to the network: the account's balance expects it. */
function onItsWay(call: Call, charge: Stripe.Charge): Stripe.Charge {
  const { id: chargeId, amount: amountCents, currency, description } = charge;
  const transaction = newDebitTransaction({ chargeId, amountCents, currency, description }, call.now);
  call.shelf.add(transaction);
  return { ...charge, balance_transaction: transaction.id };
}

/** It does not come. */
function notComing(call: Call, charge: Stripe.Charge): Stripe.Charge {
  const transaction = call.shelf.find('balance_transaction', idOf(charge.balance_transaction) ?? '');
  if (!transaction) throw new Error(`${charge.id} is no debit on its way`);
  const reversal = newDebitReversal(transaction, call.now);
  call.shelf.add(reversal);
  return { ...charge, failure_balance_transaction: reversal.id, paid: false, status: 'failed' };
}

/** The bank's answer. An intent that was canceled meanwhile stays so. */
export function finishDebit(call: Call, intentId: string): void {
  const intent = call.shelf.find('payment_intent', intentId);
  if (intent?.status !== 'processing') return;
  const charge = call.shelf.find('charge', idOf(intent.latest_charge) ?? '');
  const chosen = methodNamed(call, idOf(intent.payment_method) ?? '');
  if (!charge || !('bank' in chosen)) throw new Error(`${intentId} is no bank debit`);
  const { end } = chosen.bank;
  if (end === 'succeeds') {
    succeed(call, intent, charge);
    if (chosen.bank.returned !== undefined) doLater(call, 'return', charge.id, answersInMs(call));
    return;
  }
  if (end !== undefined) fail(call, intent, charge, { ...chosen, failure: end });
}

/** The debit of a canceled intent is not carried out. */
export function stopDebit(call: Call, chargeId: string): void {
  const charge = call.shelf.find('charge', chargeId);
  if (charge) call.shelf.replace(notComing(call, charge));
}

function succeed(call: Call, intent: Stripe.PaymentIntent, charge: Stripe.Charge): void {
  const paid: Stripe.Charge = { ...charge, paid: true, status: 'succeeded' };
  const succeeded: Stripe.PaymentIntent = { ...intent, amount_received: intent.amount, status: 'succeeded' };
  call.shelf.replace(paid);
  call.shelf.replace(succeeded);
  emit(call, 'charge.succeeded', paid);
  emit(call, 'payment_intent.succeeded', succeeded);
}

function fail(
  call: Call,
  intent: Stripe.PaymentIntent,
  charge: Stripe.Charge,
  { method, failure }: BankMethod & { failure: { code: string; message: string } },
): void {
  const { code, message } = failure;
  const failedCharge: Stripe.Charge = {
    ...notComing(call, charge),
    failure_code: code,
    failure_message: message,
  };
  const error: ErrorBody = { type: 'invalid_request_error', code, message, charge: charge.id };
  call.shelf.replace(failedCharge);
  const failed = failIntent(call, intent, { ...withDocUrl(error), payment_method: method });
  emit(call, 'charge.failed', failedCharge);
  emit(call, 'payment_intent.payment_failed', failed);
}
