import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { feeRule } from '../../workflows/policy/fee-schema.ts';
import { amountsOfTotal } from '../../workflows/policy/fee.ts';
import type { FeeRule } from '../../workflows/policy/rules.ts';
import type { PaymentRow } from '../contract/index.ts';
import { after, cursorInput, cursorText, newestFirst } from '../page-cursor.ts';
import { staffProcedure } from '../trpc.ts';
import { nextDay, startOfDay } from './day-bounds.ts';
import { forRow, paymentRow } from './payment-row.ts';
import { textCondition } from './search-text.ts';

export const searchPaymentsInput = z.object({
  /** Receipt number, name, e-mail, the agency's number, an amount like 133.25, a PaymentIntent's id. */
  text: z.string().max(100).optional(),
  state: z.string().max(40).optional(),
  /** Local days, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  cursor: cursorInput.optional(),
  limit: z.int().min(1).max(100).default(50),
});

type Wanted = z.infer<typeof searchPaymentsInput>;

/** The agency's payments, newest first, of what is asked for. The first page also says how many there are. */
export const searchPayments = staffProcedure
  .input(searchPaymentsInput)
  .query(async ({ input, ctx }): Promise<{ rows: PaymentRow[]; next?: string; total?: number }> => {
    const { read } = ctx.api.deps;
    const where = await condition(read, ctx.session.agencyId, input);
    const found = await read.payment.findMany({
      where: input.cursor ? { AND: [where, after(input.cursor)] } : where,
      include: forRow,
      orderBy: newestFirst,
      take: input.limit + 1,
    });
    const rows = found.slice(0, input.limit);
    const last = rows.at(-1);
    return {
      rows: rows.map(paymentRow),
      ...(found.length > input.limit && last && { next: cursorText(last) }),
      ...(!input.cursor && { total: await read.payment.count({ where }) }),
    };
  });

async function condition(read: Db, agencyId: string, wanted: Wanted): Promise<Prisma.PaymentWhereInput> {
  const { text, state, from, to } = wanted;
  const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const fees = text ? await feesOf(read, agencyId) : [];
  const ofTotal = (totalCents: bigint) => fees.flatMap((rule) => amountsOfTotal(rule, totalCents));
  return {
    agencyId,
    ...(state && { state }),
    createdAt: {
      ...(from !== undefined && { gte: startOfDay(from, timeZone) }),
      ...(to !== undefined && { lt: startOfDay(nextDay(to), timeZone) }),
    },
    AND: text ? [textCondition(read, text, ofTotal)] : [],
  };
}

/** By which the agency has ever taken fees. */
async function feesOf(read: Db, agencyId: string): Promise<FeeRule[]> {
  const versions = await read.policyVersion.findMany({ where: { agencyId, kind: 'fee' } });
  return versions.map(({ rule }) => feeRule(rule));
}
