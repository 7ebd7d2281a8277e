import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PaymentsPage } from '../contract/index.ts';
import { staffProcedure } from '../trpc.ts';
import { listOf } from './list-payments.ts';
import { pageOf } from './page-of-payments.ts';
import { listInput } from './payment-filters.ts';
import { forRow, paymentRow, type StoredPayment } from './payment-row.ts';
import { placeInput, placeText } from './payments-cursor.ts';

export const searchPaymentsInput = listInput.extend({
  cursor: placeInput.optional(),
  limit: z.int().min(1).max(100).default(50),
});

/**
 * One page of the agency's payments. The first also says how many there are, where that can be said quickly. A page can
 * be short, or empty, and still have a next one: what few payments meet is looked for further and further back.
 */
export const searchPayments = staffProcedure
  .input(searchPaymentsInput)
  .query(async ({ input, ctx }): Promise<PaymentsPage> => {
    const { read } = ctx.api.deps;
    const { agencyId } = ctx.session;
    const { cursor, limit, ...wanted } = input;
    const list = await listOf(read, agencyId, wanted);
    const { places, next, total } = await pageOf(read, list, { limit, ...(cursor && { after: cursor }) });
    const rows = await rowsOf(
      read,
      agencyId,
      places.map(({ id }) => id),
    );
    return {
      rows: rows.map(paymentRow),
      ...(next && { next: placeText(next), lookedTo: next.createdAt.toISOString() }),
      ...(total && { total: total.count, ...(total.isMore && { totalIsMore: true }) }),
    };
  });

/**
 * The agency's payments with these ids, in their order. The agency is checked here and not asked of the database:
 * SQLite would take the index of the agency's payments, and read all of them.
 */
export async function rowsOf(read: Db, agencyId: string, ids: readonly string[]): Promise<StoredPayment[]> {
  const found = await read.payment.findMany({ where: { id: { in: [...ids] } }, include: forRow });
  const byId = new Map(found.filter((row) => row.agencyId === agencyId).map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
