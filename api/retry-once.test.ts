import { expect, test } from 'vitest';
import { Prisma } from '../prisma/gen/sqlite/client.ts';
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

test('where another transaction wrote the same key first, it is run again, once', async () => {
  const { run, runs } = aTransaction(sameKey());
  expect(await retryOnce(run)).toBe('done');
  expect(runs()).toBe(2);
  const twice = aTransaction(sameKey(), sameKey());
  await expect(retryOnce(twice.run)).rejects.toThrow(Prisma.PrismaClientKnownRequestError);
  expect(twice.runs()).toBe(2);
});

test('it is run again after no other error', async () => {
  const other = aTransaction(new Error('broken'));
  await expect(retryOnce(other.run)).rejects.toThrow('broken');
  expect(other.runs()).toBe(1);
});
