import { sandboxStripe } from '../../config.ts';
import { openReadOnly, type Db } from '../../prisma/client.ts';
import type { Addresses } from '../demo.ts';
import { tieOut, type TieOut } from '../tour/tie-out.ts';

/** A read-only look into the demo's database, for what a test claims about it. */
export async function lookInto<T>(databaseUrl: string, look: (read: Db) => Promise<T>): Promise<T> {
  const read = openReadOnly({ url: databaseUrl });
  try {
    return await look(read);
  } finally {
    await read.$disconnect();
  }
}

/** Stripe, ledger and receipts as they are now. */
export function countMoney(databaseUrl: string, { mail = '', stripe = '' }: Addresses): Promise<TieOut> {
  const { secretKey } = sandboxStripe(stripe);
  return lookInto(databaseUrl, (read) => tieOut(read, { secretKey, url: stripe }, mail));
}
