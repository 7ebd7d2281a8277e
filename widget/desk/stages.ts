import type { PaymentStory } from '../../api/contract/index.ts';

/** A stop of a payment's way. `now`: being worked on. `stopped`: it ends here, no money moved. */
export interface Stage {
  name: 'received' | 'taken' | 'posted' | 'settled';
  status: 'done' | 'now' | 'stopped' | 'ahead';
  /** When it was reached, ISO. */
  at?: string;
}

/** States in which a payment has ended without money. */
const STOPPED = new Set(['denied', 'expired', 'canceled', 'failed', 'declined']);

/** Where a payment is: received by us, taken by Stripe, posted in the ledger, in Stripe's own record of its money. */
export function stagesOf({ payment, events, entries, stripe }: PaymentStory): Stage[] {
  const stopped = STOPPED.has(payment.state);
  const capture = entries.find(({ kind }) => kind === 'payment_captured');
  const taken = payment.state === 'succeeded' || capture !== undefined;
  const lastAt = (kinds: string[]) => events.findLast(({ kind }) => kinds.includes(kind))?.at;
  const takenAt = taken ? (lastAt(['succeeded']) ?? capture?.occurredAt) : lastAt([payment.state]);
  const charged = stripe.balanceTransactions.find(({ reportingCategory }) => reportingCategory === 'charge');
  const settled = capture && charged; // of a debit that came to nothing Stripe has a record too
  return [
    { name: 'received', status: 'done', at: payment.createdAt },
    { name: 'taken', status: taken ? 'done' : stopped ? 'stopped' : 'now', ...at(takenAt) },
    { name: 'posted', status: capture ? 'done' : taken ? 'now' : 'ahead', ...at(capture?.recordedAt) },
    { name: 'settled', status: settled ? 'done' : capture ? 'now' : 'ahead', ...at(settled?.recordedAt) },
  ];
}

const at = (iso: string | undefined) => (iso === undefined ? {} : { at: iso });
