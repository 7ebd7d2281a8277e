import { expect, test } from 'vitest';
import { Prisma } from '../prisma/gen/sqlite/client.ts';
import { CreditUsedMeanwhile } from '../workflows/obligation/use-credit.ts';
import { retryOnce } from './retry-once.ts';

const sameKey = () => new Prisma.PrismaClientKnownRequestError('', { code: 'P2002', clientVersion: '' });

/** A transaction that meets these, one after the other, and then is done. */
function aTransaction(...met: Error[]) {
  let runs = 0;
  const run = async () => {
    const error = met[runs++];
    if (error) throw error;
    return 'done';
  };
  return { run, runs: () => runs };
}

test.each([
  ['wrote the same key', sameKey()],
  ['used the credit', new CreditUsedMeanwhile()],
])('where another transaction %s first, it is run again', async (_, error) => {
  const { run, runs } = aTransaction(error);
  expect(await retryOnce(run)).toBe('done');
  expect(runs()).toBe(2);
});

test('it is run again once, and after no other error', async () => {
  const twice = aTransaction(sameKey(), new CreditUsedMeanwhile());
  await expect(retryOnce(twice.run)).rejects.toThrow(CreditUsedMeanwhile);
  expect(twice.runs()).toBe(2);
  const other = aTransaction(new Error('broken'));
  await expect(retryOnce(other.run)).rejects.toThrow('broken');
  expect(other.runs()).toBe(1);
});
