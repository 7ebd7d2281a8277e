import { setImmediate as turn } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';

test('relations that are read in a transaction, and statements side by side, never meet on its connection', async () => {
  const warnings: string[] = [];
  const hear = ({ name, message }: Error) => void warnings.push(`${name}: ${message}`);
  process.on('warning', hear);
  onTestFinished(() => void process.off('warning', hear));
  const { db } = await aDatabase();
  const { id } = await anAgency(db, { origin: 'https://a.example' });
  const [agency, counts] = await db.$transaction(async (tx) => {
    const include = { origins: true, policies: true, funds: true, staff: true };
    const found = await tx.agency.findUniqueOrThrow({ where: { id }, include });
    return [found, await Promise.all([tx.agency.count(), tx.fund.count()])] as const;
  });
  expect(agency.origins).toHaveLength(1);
  expect(counts).toEqual([1, 0]);
  await turn(); // a warning is told a turn later
  expect(warnings).toEqual([]);
});

test('a statement that fails ends its transaction and not the ones that wait behind it', async () => {
  const { db } = await aDatabase();
  const failed = db.$transaction((tx) =>
    Promise.all([tx.$queryRaw`SELECT 1 / 0`, tx.agency.count(), tx.fund.count()]),
  );
  await expect(failed).rejects.toThrow('division by zero');
  expect(await db.agency.count()).toBe(0);
});
