import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { anAgency, MADE_AT } from './fixtures/agency.ts';
import { aDatabase } from './fixtures/database.ts';

test('a REPLACE, too, meets the trigger that forbids a delete', async () => {
  const { db } = await aDatabase();
  const { id: agencyId } = await anAgency(db);
  const entry = {
    id: randomUUID(),
    agencyId,
    at: MADE_AT,
    actorKind: 'system',
    action: 'sample',
    detail: {},
  };
  await db.auditEntry.create({ data: entry });
  await expect(
    db.$executeRawUnsafe('INSERT OR REPLACE INTO "AuditEntry" SELECT * FROM "AuditEntry"'),
  ).rejects.toMatchObject({ name: 'PrismaClientKnownRequestError' });
  expect(await db.auditEntry.findMany()).toHaveLength(1);
});
