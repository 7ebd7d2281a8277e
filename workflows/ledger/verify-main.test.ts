import { execFile } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Db } from '../../prisma/client.ts';
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

/** As if the processor's record had been read, and had everything. */
async function compared(db: Db): Promise<void> {
  const captures = await db.journalEntry.findMany({ where: { kind: 'payment_captured' } });
  const at = { occurredAt: times.occurredAt, availableOn: times.occurredAt, recordedAt: times.recordedAt };
  const row = { type: 'charge', reportingCategory: 'charge', currency: 'usd', ...at };
  await db.balanceTransaction.createMany({
    data: captures.map(({ id: entryId, agencyId, subjectId: paymentId }) => ({
      ...row,
      agencyId,
      id: `txn_${entryId}`,
      entryId,
      paymentId,
      amountCents: 1n,
      feeCents: 0n,
      netCents: 1n,
    })),
  });
}

test('sound books, also while another process has them open: what was read, what is not yet sealed, and 0', async () => {
  const { db, url } = await aDatabase();
  const { agencyId } = await aCapturedPayment(db);
  await compared(db);
  const { code, said } = await verify(url);
  expect(code).toBe(0);
  expect(said).toContain('Read 2 entries with 7 lines on 5 accounts, 0 seals, 1 succeeded payments.');
  expect(said).toContain(`Not yet sealed at agency ${agencyId}: 2 entries, the oldest recorded`);
  expect(said).toContain('Everything adds up');
});

test('books that nobody has open are read all the same', async () => {
  const { db, url } = await aDatabase();
  const { agencyId } = await aCapturedPayment(db);
  await compared(db);
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

test('books that were never compared with the processor’s record are not green: 2', async () => {
  const { db, url } = await aDatabase();
  const { agencyId } = await aCapturedPayment(db);
  const { code, said } = await verify(url);
  expect(code).toBe(2);
  expect(said).toContain(`which was never read, at agency ${agencyId}: 1 captures, the oldest recorded`);
  expect(said).toContain('NOT PROVED');
  expect(said).not.toContain('Everything adds up');
});

test('an empty database proves nothing, and says so: 2', async () => {
  const { url } = await aDatabase();
  expect(await verify(url)).toMatchObject({ code: 2, said: expect.stringContaining('nothing was proved') });
});

test('a database that is not there, is something else, or is cut off is neither right nor wrong: 2', async () => {
  const { url, db, read } = await aDatabase({ on: 'sqlite' });
  await aCapturedPayment(db);
  await Promise.all([db.$disconnect(), read.$disconnect()]);
  const path = url.slice('file:'.length);
  const letter = `${path}.letter`;
  writeFileSync(letter, 'This is a letter. '.repeat(300));
  const empty = `${path}.empty`;
  writeFileSync(empty, '');
  truncateSync(path, 200_000);
  const urls = ['file:/no/such/folder/onward.db', `file:${letter}`, `file:${empty}`, url];
  for (const { code, said } of await Promise.all(urls.map(verify))) {
    expect(code).toBe(2);
    expect(said).toContain('The books could not be read');
    expect(said).not.toContain('Everything adds up');
  }
});
