import { expect, test } from 'vitest';
import { aDatabase, provider } from './fixtures/database.ts';
import { prisma } from './fixtures/prisma-cli.ts';

const schema = `prisma/${provider}`;

test('the migrations make exactly the tables of the schema', async () => {
  const { url } = await aDatabase();
  const sources = ['--from-migrations', `${schema}/migrations`, '--to-schema', schema];
  const { code, said } = await prisma(url, 'migrate', 'diff', ...sources, '--exit-code');
  expect(said).toContain('No difference detected');
  expect(code).toBe(0);
});

test('a difference is told by the exit code, so that the test above can fail', async () => {
  const { url } = await aDatabase();
  const { code } = await prisma(url, 'migrate', 'diff', '--from-empty', '--to-schema', schema, '--exit-code');
  expect(code).toBe(2);
});

test("a database that the product's own runner migrated is up to date for the Prisma CLI, and has what it should", async () => {
  const { url } = await aDatabase();
  const { code, said } = await prisma(url, 'migrate', 'status');
  expect(said).toContain('Database schema is up to date');
  expect(code).toBe(0);
  const made = ['--from-config-datasource', '--to-schema', schema];
  expect(await prisma(url, 'migrate', 'diff', ...made, '--exit-code')).toMatchObject({ code: 0 });
});
