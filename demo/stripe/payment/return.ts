import type { Call } from '../call.ts';
import { newId } from '../ids.ts';
import { newDispute, newWithdrawal } from '../objects/dispute.ts';
import { emit } from '../webhooks/events.ts';
import { methodNamed } from './method.ts';

/**
 * A bank takes back what it has paid. Stripe makes a dispute of it, which nobody can answer, and takes the amount and a
 * fee out of the balance.
 * Rule: https://docs.stripe.com/payments/ach-direct-debit#disputed-payments
 */
export function returnDebit(call: Call, chargeId: string): void {
  const charge = call.shelf.find('charge', chargeId);
  const method = methodNamed(call, charge?.payment_method ?? '');
  const returned = 'bank' in method ? method.bank.returned : undefined;
  if (!charge || returned === undefined) throw new Error(`${chargeId} is no debit that comes back`);
  const id = newId('dp');
  const withdrawal = newWithdrawal(charge, id, call.now);
  const dispute = newDispute(charge, { id, reason: returned, withdrawal }, call.now);
  call.shelf.add(withdrawal);
  call.shelf.add(dispute);
  call.shelf.replace({ ...charge, disputed: true });
  emit(call, 'charge.dispute.created', dispute);
  emit(call, 'charge.dispute.funds_withdrawn', dispute);
  emit(call, 'charge.dispute.closed', dispute);
}
