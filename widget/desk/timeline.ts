import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';

type Event = PaymentStory['events'][number];

/** What happened to a payment, oldest first: its own events, what the ledger took in, and what Stripe's record had. */
export function timelineOf(
  { payment, events, entries, stripe, split }: PaymentStory,
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
    ({ id, reportingCategory, recordedAt: at, amountCents, feeCents, netCents }): Event => ({
      at,
      kind: recordKind(reportingCategory, payment.state),
      source: 'stripe',
      detail: {
        gross: money(amountCents),
        stripe_fee: money(feeCents),
        net: money(netCents),
        transaction: id,
      },
    }),
  );
  return [...events.map(notTheBank), ...posted, ...settled].toSorted(
    (a, b) => Date.parse(a.at) - Date.parse(b.at),
  );
}

/** Stripe's codes for tries that ended before the bank was asked for the money → the kind of event that they are. */
const beforeTheBank: Readonly<Record<string, string>> = {
  payment_intent_authentication_failure: 'check_failed',
  card_form_expired: 'form_expired',
};

/** A try that did not go through, as what it was: no bank declined it when its holder's check did not finish. */
function notTheBank(event: Event): Event {
  const kind = event.kind === 'declined' ? beforeTheBank[String(event.detail['code'])] : undefined;
  return kind === undefined ? event : { ...event, kind };
}

/** Of a debit that its bank did not pay, the record of its money said only that it was to come. */
function recordKind(reportingCategory: string, state: string): string {
  if (reportingCategory === 'charge_failure') return 'taken_back';
  if (reportingCategory === 'dispute') return 'withdrawn';
  return state === 'failed' || state === 'canceled' ? 'expected' : 'settled';
}
