import { expect, test } from 'vitest';
import { anAgency } from '../prisma/fixtures/agency.ts';
import { aDatabase } from '../prisma/fixtures/database.ts';
import { checkedSettings } from './agency-settings.ts';
import { assertNoBankDebits } from './no-bank-debits.ts';

test('bank debits, which the page cannot take yet, are refused where they are saved', () => {
  expect(() => checkedSettings({ bankDebits: true })).toThrow('the page cannot take bank debits yet');
  expect(checkedSettings({ bankDebits: false })).toMatchObject({ bankDebits: false });
});

test('nothing starts while an agency has them on all the same', async () => {
  const { db, read } = await aDatabase();
  const { id, name } = await anAgency(db);
  await expect(assertNoBankDebits(read)).resolves.toBeUndefined();
  await db.agency.update({ where: { id }, data: { settings: { bankDebits: true } } });
  await expect(assertNoBankDebits(read)).rejects.toThrow(`Bank debits are on for ${name}`);
});
