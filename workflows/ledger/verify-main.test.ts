import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aCapturedPayment, times } from './fixtures.ts';
import { sealPending } from './seal.ts';

const script = fileURLToPath(new URL('./verify-main.ts', import.meta.url));

interface Run {
  code: number | string;
  said: string;
}

function verify(url: string): Promise<Run> {
  const { promise, resolve } = Promise.withResolvers<Run>();
  execFile(process.execPath, [script, '--url', url], (error, stdout, stderr) => {
    resolve({ code: error?.code ?? 0, said: stdout + stderr });
  });
  return promise;
}

test('sound books, also while another process has them open: what was read, what is not yet sealed, and 0', async () => {
  const { db, url } = await aDatabase();
  const { agencyId } = await aCapturedPayment(db);
  const { code, said } = await verify(url);
  expect(code).toBe(0);
  expect(said).toContain('Read 2 entries with 7 lines on 5 accounts, 0 seals, 1 succeeded payments.');
  expect(said).toContain(`Not yet sealed at agency ${agencyId}: 2 entries, the oldest recorded`);
  expect(said).toContain('Everything adds up');
});

test('books that nobody has open are read all the same', async () => {
  const { db, url } = await aDatabase();
  const { agencyId } = await aCapturedPayment(db);
  await sealPending(db, agencyId, times.recordedAt);
  await db.$disconnect();
  expect(await verify(url)).toMatchObject({ code: 0, said: expect.not.stringContaining('Not yet sealed') });
});

test('a finding: the row, what differs, and 1', async () => {
  const { db, url } = await aDatabase();
  const { id, agencyId } = await aCapturedPayment(db);
  await db.payment.update({ where: { id }, data: { feeCents: 0n } });
  const { code, said } = await verify(url);
  expect(code).toBe(1);
  expect(said).toContain(
    `WRONG capture_lines (the books of a payment differ from its frozen lines and fee): agency ${agencyId}, ${id}`,
  );
});

test('an empty database proves nothing, and says so', async () => {
  const { url } = await aDatabase();
  expect(await verify(url)).toMatchObject({ code: 0, said: expect.stringContaining('nothing was proved') });
});

test('a database that cannot be read is neither right nor wrong: 2', async () => {
  const { code, said } = await verify('file:/no/such/folder/onward.db');
  expect(code).toBe(2);
  expect(said).toContain('The books could not be read');
});
