import type { Call, Operation } from '../call.ts';
import { createdParam, createdRange, listOf, pageParams } from '../lists.ts';
import { asOf } from '../objects/balance-transaction.ts';
import { readParams, text } from '../params.ts';

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
    .map((transaction) => asOf(transaction, call.now));
  const currencies = [...new Set(['usd', ...transactions.map(({ currency }) => currency)])];
  const totals = (status: string) =>
    currencies.map((currency) => {
      const amount = transactions
        .filter((transaction) => transaction.status === status && transaction.currency === currency)
        .reduce((sum, { net }) => sum + net, 0);
      return { amount, currency, source_types: { card: amount } };
    });
  return { object: 'balance', available: totals('available'), livemode: false, pending: totals('pending') };
}

function retrieve(call: Call) {
  readParams({}, call.params);
  return asOf(call.shelf.named('balance_transaction', call.id), call.now);
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
  const show = (transaction: Parameters<typeof asOf>[0]) => asOf(transaction, call.now);
  return listOf(call, 'balance_transaction', '/v1/balance_transactions', { filter, page, show });
}
