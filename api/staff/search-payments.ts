import { z } from 'zod';
import type { PaymentsPage } from '../contract/index.ts';
import { staffProcedure } from '../trpc.ts';
import { listOf } from './list-payments.ts';
import { listedPayments } from './listed-payments.ts';
import { pageOf } from './page-of-payments.ts';
import { listInput } from './payment-filters.ts';
import { paymentRow } from './payment-row.ts';
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
    const { read, clock } = ctx.api.deps;
    const { agencyId } = ctx.session;
    const { cursor, limit, ...wanted } = input;
    const list = await listOf(read, agencyId, wanted);
    const { places, next, total } = await pageOf(read, list, { limit, ...(cursor && { after: cursor }) });
    const rows = await listedPayments(
      read,
      agencyId,
      places.map(({ id }) => id),
    );
    const now = clock();
    return {
      rows: rows.map((row) => paymentRow(row, list.timeZone, now)),
      ...(next && { next: placeText(next), lookedTo: next.createdAt.toISOString() }),
      ...(total && { total: total.count, ...(total.isMore && { totalIsMore: true }) }),
    };
  });
