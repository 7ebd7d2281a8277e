import { expect } from 'vitest';
import { sandboxStripe } from '../../config.ts';
import { openReadOnly, type Db } from '../../prisma/client.ts';
import { tieOut } from '../tour/tie-out.ts';
import { until } from './until.ts';

/** A read-only look into the demo's database, for what a test claims about it. */
export async function lookInto<T>(databaseUrl: string, look: (read: Db) => Promise<T>): Promise<T> {
  const read = openReadOnly({ url: databaseUrl });
  try {
    return await look(read);
  } finally {
    await read.$disconnect();
  }
}

/** Stripe, ledger and receipts agree to the cent, once the settlement pass has read Stripe's record. */
export async function expectMoneyRight(
  databaseUrl: string,
  stripeUrl: string,
  payments: number,
): Promise<void> {
  await lookInto(databaseUrl, async (read) => {
    const count = () => tieOut(read, { secretKey: sandboxStripe(stripeUrl).secretKey, url: stripeUrl });
    const agrees = async () => (await count()).breaks.length === 0;
    await until('the money to agree', agrees).catch(() => undefined); // what differs is told by the expectation
    expect(await count()).toMatchObject({ breaks: [], payments });
  });
}
