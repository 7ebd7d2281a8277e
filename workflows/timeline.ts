import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../prisma/client.ts';
import { execute } from '../prisma/rows.ts';

/** What happened to a payment, as the desk's timeline shows it. */
export interface TimelineEvent {
  agencyId: string;
  paymentId: string;
  at: Date;
  /** An event of `payment/states.ts`, or a word of its own such as `receipt_sent`. */
  kind: string;
  source: 'payer' | 'onward' | 'stripe' | 'staff';
  /** Opaque ids and codes only. */
  detail?: Readonly<Record<string, string | number>>;
}

/**
 * Write a line of a payment's timeline, in the transaction of what it tells. Raw, as a payment writes six; the SQL is
 * the same on SQLite and PostgreSQL, which both take the JSON as text.
 */
export async function noteEvent(tx: Db | Tx, event: TimelineEvent): Promise<void> {
  const { agencyId, paymentId, at, kind, source, detail = {} } = event;
  await execute(tx)`
    INSERT INTO "PaymentEvent" ("id", "agencyId", "paymentId", "at", "kind", "source", "detail")
    VALUES (${randomUUID()}, ${agencyId}, ${paymentId}, ${at}, ${kind}, ${source}, ${JSON.stringify(detail)})`;
}
