import type Stripe from 'stripe';
import type { Call } from '../call.ts';
import { invalidParam, invalidRequest } from '../errors.ts';
import { Faults } from '../faults.ts';
import type { MetadataChange } from '../metadata.ts';
import { mergeMetadata } from '../metadata.ts';
import { statementDescriptor } from '../objects/charge.ts';
import { cardFeeCents, newBalanceTransaction } from '../objects/balance-transaction.ts';
import { emit } from '../webhooks/events.ts';
import { settleCard } from './charge.ts';
import { refuseDescriptor, requireStatus, unexpectedState } from './states.ts';
import { idOf } from './id-of.ts';

export interface Capture {
  amount_to_capture?: number;
  final_capture?: boolean;
  metadata?: MetadataChange;
  statement_descriptor?: string;
  statement_descriptor_suffix?: string;
}

/**
 * Take an authorised amount, or part of it; the rest is let go. One balance transaction, of the captured amount:
 * before 2025-03-31 there was a second one for the rest, which the fault `capture_reversed` brings back.
 * Rule: https://support.stripe.com/questions/changes-to-balance-transaction-behavior-for-partial-capture-and-payment-cancellation-flows
 */
export function captureIntent(
  call: Call,
  intent: Stripe.PaymentIntent,
  input: Capture,
): Stripe.PaymentIntent {
  if (intent.status === 'succeeded') {
    throw unexpectedState(
      intent,
      'The remaining amount on this PaymentIntent could not be captured because the remainder of the authorized amount ' +
        'has been released.',
    );
  }
  requireStatus(intent, ['requires_capture'], 'This PaymentIntent could not be captured', 'captured');
  refuseDescriptor(input.statement_descriptor);
  if (input.final_capture === false) {
    throw invalidParam(
      'This PaymentIntent cannot be captured more than once: multicapture is not available for it.',
      'final_capture',
    );
  }
  const amountCents = input.amount_to_capture ?? intent.amount_capturable;
  checkPart(amountCents, intent.amount_capturable);
  const suffix = input.statement_descriptor_suffix ?? intent.statement_descriptor_suffix;
  const described = { ...intent, statement_descriptor_suffix: suffix };
  const charge = {
    ...authorisedCharge(call, intent),
    calculated_statement_descriptor: statementDescriptor(described),
    statement_descriptor_suffix: suffix,
  };
  const captured = settlePart(call, charge, amountCents);
  const succeeded: Stripe.PaymentIntent = {
    ...described,
    amount_capturable: 0,
    amount_received: amountCents,
    metadata: mergeMetadata(intent.metadata, input.metadata),
    status: 'succeeded',
  };
  call.shelf.replace(succeeded);
  emit(call, 'charge.captured', captured);
  emit(call, 'payment_intent.succeeded', succeeded);
  return succeeded;
}

/** The three refusals as recorded from Stripe, the parameter of the second included. */
function checkPart(amountCents: number, capturableCents: number): void {
  if (amountCents < 0) throw invalidParam('Invalid non-negative integer', 'amount_to_capture');
  if (amountCents === 0) {
    const message = 'This value must be greater than or equal to 1.';
    throw invalidParam(message, 'amount', 'parameter_invalid_integer');
  }
  if (amountCents > capturableCents) {
    throw invalidParam(
      'The payment could not be captured because the requested capture amount is greater than the amount you can ' +
        'capture for this charge.',
      'amount_to_capture',
      'amount_too_large',
    );
  }
}

function settlePart(call: Call, charge: Stripe.Charge, amountCents: number): Stripe.Charge {
  const restCents = charge.amount - amountCents;
  const twice =
    restCents > 0 &&
    new Faults(call.database).forAccount('capture_reversed', call.shelf.account) !== undefined;
  if (!twice) return settleCard(call, charge, amountCents);
  const settled = settleCard(call, charge, charge.amount);
  const { currency, description, id: chargeId } = charge;
  const feeCents = cardFeeCents(amountCents) - cardFeeCents(charge.amount); // the part of the fee that comes back
  const money = { chargeId, amountCents: -restCents, currency, description, feeCents };
  call.shelf.add({
    ...newBalanceTransaction(money, call.now),
    reporting_category: 'partial_capture_reversal',
    type: 'refund',
  });
  const captured = { ...settled, amount_captured: amountCents, amount_refunded: restCents };
  call.shelf.replace(captured);
  return captured;
}

function authorisedCharge({ shelf, now }: Call, intent: Stripe.PaymentIntent): Stripe.Charge {
  const charge = shelf.find('charge', idOf(intent.latest_charge) ?? '');
  if (!charge) throw new Error(`${intent.id} has no charge`);
  const before = charge.payment_method_details?.card?.capture_before;
  if (before !== undefined && before <= now) {
    throw invalidRequest(`The authorization of ${charge.id} has expired and can no longer be captured.`, {
      code: 'charge_expired_for_capture',
      charge: charge.id,
    });
  }
  return charge;
}
