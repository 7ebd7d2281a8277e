import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';

type Event = PaymentStory['events'][number];

/** What happened to a payment, oldest first: its own events, what the ledger took in, and what Stripe's record had. */
export function timelineOf(
  { events, entries, stripe, split }: PaymentStory,
  { money }: Pick<Formats, 'money'>,
): Event[] {
  const posted = entries
    .filter(({ kind }) => kind === 'payment_captured')
    .map(({ recordedAt: at, accountingDate }): Event => ({
      at,
      kind: 'posted',
      source: 'onward',
      detail: { obligations: split.length, accounting_date: accountingDate },
    }));
  const settled = stripe.balanceTransactions.map(
    ({ id, recordedAt: at, amountCents, feeCents, netCents }): Event => ({
      at,
      kind: 'settled',
      source: 'stripe',
      detail: {
        gross: money(amountCents),
        stripe_fee: money(feeCents),
        net: money(netCents),
        transaction: id,
      },
    }),
  );
  return [...events, ...posted, ...settled].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}
