import type { Tx } from '../../../prisma/client.ts';
import { Prisma } from '../../../prisma/gen/sqlite/client.ts';
import { execute } from '../../../prisma/rows.ts';
import type { PaidLine } from '../../ledger/posting-rules.ts';

/**
 * Freeze a payment's split, and hold of each obligation what it takes: two statements, the same on SQLite and PostgreSQL
 * (Prisma's `createMany` makes its statement anew each time).
 * @param split.held obligation → minor units
 */
export async function writeSplit(
  tx: Tx,
  paymentId: string,
  split: {
    lines: readonly PaidLine[];
    held: readonly { obligationId: string; amountCents: bigint }[];
    now: Date;
  },
): Promise<void> {
  const lines = split.lines.map(
    ({ obligationId, fundId, beneficiaryId, amountCents }, i) =>
      Prisma.sql`(${paymentId}, ${i + 1}, ${obligationId}, ${fundId}, ${beneficiaryId}, ${amountCents})`,
  );
  if (lines.length > 0) {
    await execute(tx)`INSERT INTO "PaymentLine"
      ("paymentId", "n", "obligationId", "fundId", "beneficiaryId", "amountCents") VALUES ${Prisma.join(lines)}`;
  }
  const held = split.held.map(
    ({ obligationId, amountCents }) =>
      Prisma.sql`(${paymentId}, ${obligationId}, ${amountCents}, ${split.now})`,
  );
  if (held.length > 0) {
    await execute(tx)`INSERT INTO "Reservation"
      ("paymentId", "obligationId", "amountCents", "createdAt") VALUES ${Prisma.join(held)}`;
  }
}
