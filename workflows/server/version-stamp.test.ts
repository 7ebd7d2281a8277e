import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { stampDatabase, stampOf } from './version-stamp.ts';
import { aFolder } from './test-folder.ts';

async function aDatabaseWrittenBy(server: string): Promise<string> {
  const file = join(await aFolder(), 'temporal.db');
  await writeFile(file, '');
  await stampDatabase(file, server);
  return file;
}

test('a database of a newer server is refused, and its stamp stays', async () => {
  const file = await aDatabaseWrittenBy('1.33.0');
  await expect(stampDatabase(file, '1.32.9')).rejects.toThrow(
    /written by Temporal server 1\.33\.0.*move the file away/,
  );
  expect(await stampOf(file)).toBe('1.33.0');
});

test.each(['1.32.0', '1.32.1', '1.100.0'])('a database of 1.32.0 is taken over by %s', async (server) => {
  const file = await aDatabaseWrittenBy('1.32.0');
  await stampDatabase(file, server);
  expect(await stampOf(file)).toBe(server);
});

test('a stamp without its database counts for nothing', async () => {
  const file = join(await aFolder(), 'temporal.db');
  await writeFile(`${file}.server`, '9.9.9\n');
  await expect(stampDatabase(file, '1.32.0')).resolves.toBeUndefined();
});

test('a damaged stamp counts for nothing', async () => {
  const file = await aDatabaseWrittenBy('1.33.0');
  await writeFile(`${file}.server`, 'x');
  await expect(stampDatabase(file, '1.32.0')).resolves.toBeUndefined();
});
