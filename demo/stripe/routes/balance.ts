import type Stripe from 'stripe';
import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { readParams, text } from '../params.ts';
import { asItIsNow } from '../payment/as-it-is-now.ts';

export const balance: Operation[] = [
  { method: 'GET', path: '/v1/balance', run: retrieveBalance },
  { method: 'GET', path: '/v1/balance_transactions', run: list },
  { method: 'GET', path: '/v1/balance_transactions/:id', run: retrieve },
];

/** The account's balance is the sum of its balance transactions, by whether they are available yet. */
function retrieveBalance(call: Call) {
  readParams({}, call.params);
  const transactions = call.shelf
    .all('balance_transaction')
    .map((transaction) => asItIsNow(call, transaction));
  const currencies = [...new Set(['usd', ...transactions.map(({ currency }) => currency)])];
  const totals = (status: string) =>
    currencies.map((currency) => {
      const found = transactions.filter((one) => one.status === status && one.currency === currency);
      const bank = total(found.filter(isOfBank));
      const card = total(found) - bank;
      return {
        amount: card + bank,
        currency,
        source_types: { ...(bank !== 0 && { bank_account: bank }), card },
      };
    });
  return { object: 'balance', available: totals('available'), livemode: false, pending: totals('pending') };
}

const total = (transactions: readonly Stripe.BalanceTransaction[]): number =>
  transactions.reduce((sum, { net }) => sum + net, 0);

/** Cards make a `charge`, other methods a `payment`. */
const isOfBank = ({ type }: Stripe.BalanceTransaction): boolean => type.startsWith('payment');

function retrieve(call: Call) {
  readParams({}, call.params);
  return asItIsNow(call, call.shelf.named('balance_transaction', call.id));
}

function list(call: Call) {
  const { created, currency, payout, source, type, ...page } = readParams(
    { ...pageParams, created: createdParam, currency: text(), payout: text(), source: text(), type: text() },
    call.params,
  );
  const filter = {
    equals: { currency, source, type },
    created: createdRange(created),
    ...(payout !== undefined && { payout }),
  };
  const show = (transaction: Stripe.BalanceTransaction) => asItIsNow(call, transaction);
  return listOf(call, 'balance_transaction', '/v1/balance_transactions', { filter, page, show });
}
