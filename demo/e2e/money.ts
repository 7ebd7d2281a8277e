import { expect } from 'vitest';
import type { Addresses } from '../demo.ts';
import { countMoney } from './count-money.ts';
import { until } from './until.ts';

/** They agree to the cent, once the settlement pass has read Stripe's record. */
export async function expectMoneyRight(
  databaseUrl: string,
  addresses: Addresses,
  payments: number,
): Promise<void> {
  const agrees = async () => (await countMoney(databaseUrl, addresses)).breaks.length === 0;
  await until('the money to agree', agrees, 60_000).catch(() => undefined); // what differs is told by the expectation
  expect(await countMoney(databaseUrl, addresses)).toMatchObject({ breaks: [], payments });
}
