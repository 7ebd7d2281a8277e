import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PaymentsColumn } from '../contract/index.ts';
import { staffProcedure } from '../trpc.ts';

/** Columns that can be shown beside the date, which every row has. */
export const PAYMENTS_COLUMNS = [
  'receipt',
  'payer',
  'person',
  'amount',
  'fee',
  'total',
  'way',
  'state',
  'payout',
] as const satisfies readonly PaymentsColumn[];

const columnsInput = z
  .array(z.enum(PAYMENTS_COLUMNS))
  .min(1, 'must name one at least')
  .max(PAYMENTS_COLUMNS.length)
  .refine((columns) => new Set(columns).size === columns.length, 'must name each once');

/** Keep which columns of the payments list the caller looks at, in their order. */
export const keepColumns = staffProcedure
  .input(z.object({ columns: columnsInput }))
  .mutation(async ({ input: { columns }, ctx }): Promise<{ ok: true }> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const kept = { agencyId, columns, keptAt: clock() };
    await db.deskColumns.upsert({ where: { staffId }, create: { staffId, ...kept }, update: kept });
    return { ok: true };
  });

/** As somebody keeps them; null: they never said, or what they kept is none any more. */
export async function columnsOf(read: Db, staffId: string): Promise<PaymentsColumn[] | null> {
  const kept = await read.deskColumns.findUnique({ where: { staffId } });
  return columnsInput.safeParse(kept?.columns).data ?? null;
}
