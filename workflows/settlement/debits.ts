import type { Db, Tx } from '../../prisma/client.ts';
import { byNames } from '../ledger/statements.ts';
import { sum, fromWire, type Cents } from '../money/money.ts';
import type { BalanceTransactionFacts } from '../stripe/balance-transactions.ts';

/** Stripe's reporting category of what takes a bank debit back that its bank does not pay. */
const TAKEN_BACK = 'charge_failure';
const OF_DEBITS = ['charge', TAKEN_BACK];

/** What Stripe's records of a bank debit come to that no capture explains. */
export interface DebitStanding {
  paymentId: string;
  /**
   * - `on_its_way`: Stripe makes the record as it hands the debit to the network, days before the bank pays
   * - `came_to_nothing`: the debit is over, and Stripe took back what it had recorded
   * - `open`: neither; Stripe lists money that is nobody's, or takes back what is booked
   */
  standing: 'on_its_way' | 'came_to_nothing' | 'open';
  /** All that Stripe kept of it, minor units. */
  feeCents: Cents;
  /** Its records, rows and those that are none yet. */
  records: readonly DebitRecord[];
}

/** One of a debit's records. Minor units. */
export interface DebitRecord {
  id: string;
  reportingCategory: string;
  amountCents: Cents;
  feeCents: Cents;
  occurredAt: Date;
  /** Of a row that has one. */
  entryId: string | null;
}

/**
 * Of records that no capture explains, those of bank debits.
 * @returns id of a balance transaction → the debit that it belongs to
 */
export async function debitsOf(
  tx: Tx,
  agencyId: string,
  unexplained: readonly BalanceTransactionFacts[],
): Promise<Map<string, DebitStanding>> {
  const some = unexplained.filter(({ reportingCategory }) => OF_DEBITS.includes(reportingCategory));
  const intents = some.flatMap(({ intentId }) => intentId ?? []);
  if (intents.length === 0) return new Map();
  const payments = await tx.payment.findMany({
    where: { agencyId, tender: 'bank_debit', stripePaymentIntentId: { in: intents } },
    select: { id: true, stripePaymentIntentId: true },
  });
  const idOf = new Map(payments.map(({ id, stripePaymentIntentId }) => [stripePaymentIntentId, id]));
  const fresh = some.flatMap((facts): Row[] => {
    const paymentId = idOf.get(facts.intentId);
    if (paymentId === undefined) return [];
    return [{ ...recordOf(facts), paymentId }];
  });
  const standings = await standingsOf(
    tx,
    payments.map(({ id }) => id),
    fresh,
  );
  return new Map(
    fresh.flatMap(({ id, paymentId }): [string, DebitStanding][] => {
      const standing = paymentId === null ? undefined : standings.get(paymentId);
      return standing === undefined ? [] : [[id, standing]];
    }),
  );
}

const recordOf = (facts: BalanceTransactionFacts): DebitRecord => ({
  id: facts.id,
  reportingCategory: facts.reportingCategory,
  amountCents: fromWire(facts.amountCents),
  feeCents: fromWire(facts.feeCents),
  occurredAt: new Date(facts.createdAt * 1000),
  entryId: null,
});

type Row = DebitRecord & { paymentId: string | null };

/** The record by which Stripe took a debit back. */
export const reversalOf = ({ records }: DebitStanding): DebitRecord | undefined =>
  records.find(({ reportingCategory }) => reportingCategory === TAKEN_BACK);

/**
 * How debits stand by their rows.
 * @param fresh records that are no rows yet, or are the same as theirs
 * @returns payment → its standing
 */
export async function standingsOf(
  tx: Db | Tx,
  paymentIds: readonly string[],
  fresh: readonly Row[] = [],
): Promise<Map<string, DebitStanding>> {
  const stored = await byNames(paymentIds, (some) =>
    tx.balanceTransaction.findMany({
      where: { paymentId: { in: some }, reportingCategory: { in: OF_DEBITS } },
      select: {
        id: true,
        paymentId: true,
        reportingCategory: true,
        amountCents: true,
        feeCents: true,
        occurredAt: true,
        entryId: true,
      },
    }),
  );
  const debits = await byNames(paymentIds, (some) =>
    tx.payment.findMany({
      where: { id: { in: some } },
      select: { id: true, state: true, reservations: { where: { releasedAt: null }, take: 1 } },
    }),
  );
  const over = new Map(
    debits.map(({ id, state, reservations }) => [
      id,
      { isHeld: reservations.length > 0, isPaid: state === 'succeeded' }, // held until it has ended
    ]),
  );
  return new Map(
    paymentIds.map((paymentId) => {
      const own = [...fresh, ...stored].filter((row) => row.paymentId === paymentId);
      const all = [...new Map(own.map((row) => [row.id, row])).values()];
      const { isHeld = false, isPaid = false } = over.get(paymentId) ?? {};
      const isNothing = !isPaid && sum(all.map(({ amountCents }) => amountCents)) === 0n;
      const standing = isHeld ? 'on_its_way' : isNothing ? 'came_to_nothing' : 'open';
      const feeCents = sum(all.map((row) => row.feeCents));
      return [paymentId, { paymentId, standing, feeCents, records: all }];
    }),
  );
}
