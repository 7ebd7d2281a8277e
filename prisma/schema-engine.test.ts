import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { aDatabase } from './fixtures/database.ts';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Run the Prisma CLI through the shim, from the root of the repository. */
function prisma(url: string, ...args: string[]): Promise<{ code: number | string; said: string }> {
  const env = {
    PATH: dirname(process.execPath), // the shim is started by `env node`
    DATABASE_URL: url,
    PRISMA_SCHEMA_ENGINE_BINARY: at('./schema-engine.mjs'),
    CHECKPOINT_DISABLE: '1', // no look for a newer version
  };
  const { promise, resolve } = Promise.withResolvers<{ code: number | string; said: string }>();
  execFile(
    process.execPath,
    [at('../node_modules/prisma/build/index.js'), ...args],
    { cwd: at('..'), env },
    (error, out, err) => {
      resolve({ code: error?.code ?? 0, said: out + err });
    },
  );
  return promise;
}

test('the migrations make exactly the tables of the schema', async () => {
  const { url } = await aDatabase();
  const sources = ['--from-migrations', 'prisma/sqlite/migrations', '--to-schema', 'prisma/sqlite'];
  const { code, said } = await prisma(url, 'migrate', 'diff', ...sources, '--exit-code');
  expect(said).toContain('No difference detected');
  expect(code).toBe(0);
});

test('a difference is told by the exit code, so that the test above can fail', async () => {
  const { url } = await aDatabase();
  const { code } = await prisma(
    url,
    'migrate',
    'diff',
    '--from-empty',
    '--to-schema',
    'prisma/sqlite',
    '--exit-code',
  );
  expect(code).toBe(2);
});

test("a database that the product's own runner migrated is up to date for the Prisma CLI", async () => {
  const { url } = await aDatabase();
  const { code, said } = await prisma(url, 'migrate', 'status');
  expect(said).toContain('Database schema is up to date');
  expect(code).toBe(0);
});
