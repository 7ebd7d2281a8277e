import type { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PaymentRow } from '../contract/index.ts';
import type { searchPaymentsInput } from './search-payments.ts';

export async function searchPayments(
  _read: Db,
  _agencyId: string,
  _wanted: z.infer<typeof searchPaymentsInput>,
): Promise<{ rows: PaymentRow[]; next?: string; total?: number }> {
  return { rows: [] };
}
