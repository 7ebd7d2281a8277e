import { z } from 'zod';
import type { PaymentRow } from '../contract/index.ts';
import { cursorInput } from '../page-cursor.ts';
import { staffProcedure } from '../trpc.ts';
import { searchPayments as search } from './payment-search.ts';

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

/** The agency's payments, newest first, of what is asked for. */
export const searchPayments = staffProcedure
  .input(searchPaymentsInput)
  .query(({ input, ctx }): Promise<{ rows: PaymentRow[]; next?: string; total?: number }> =>
    search(ctx.api.deps.read, ctx.session.agencyId, input),
  );
