import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { Closers } from '../../closers.ts';
import { LARGE_AGENCY, SMALL_AGENCY, sqliteOf } from './databases.ts';
import { samplesOf } from './samples.ts';

test('a kept database is asked again as it was written, and refused where it is not what is asked for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const open = async (payments: number) => {
    const closers = new Closers();
    onTestFinished(() => closers.close());
    const { database } = await sqliteOf({ folder, payments }, closers);
    return { closers, ...database };
  };
  const first = await open(40);
  const indexes = await first.read.$queryRaw<{ n: bigint }[]>`
    SELECT count(*) AS "n" FROM "sqlite_master" WHERE "name" = 'Payment_agencyId_createdAt_id_idx'`;
  expect(indexes).toMatchObject([{ n: 1n }]); // what writing had taken away is there again
  const samples = await samplesOf(first.read, LARGE_AGENCY, 40);
  expect([samples.length, await first.read.payment.count({ where: { agencyId: SMALL_AGENCY } })]).toEqual([
    40, 2,
  ]);
  await first.closers.close();
  const again = await open(40);
  expect(await samplesOf(again.read, LARGE_AGENCY, 40)).toEqual(samples);
  await expect(open(41)).rejects.toThrow(/was written as .*Delete it to have it written anew/);
  await again.db.payment.update({
    where: { id: samples.at(-1)?.id ?? '' },
    data: { agencyId: SMALL_AGENCY },
  });
  await again.closers.close();
  await expect(open(40)).rejects.toThrow('has 39 payments of agency-bench instead of 40');
  await rm(join(folder, 'sqlite', 'written.json'));
  await expect(open(40)).rejects.toThrow('was not written to its end');
  await writeFile(join(folder, 'sqlite', 'written.json'), '{}');
  await expect(open(40)).rejects.toThrow('was written as {}');
});
