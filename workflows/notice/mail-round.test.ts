import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aCapturedPayment } from '../ledger/fixtures.ts';
import { MailServerAway } from '../mail/mailer.ts';
import { mailWhatWaits } from './activities/mail-round.ts';

test('while the mail server is away, one that could not be mailed anyway puts no blame on the others', async () => {
  const { db } = await aDatabase();
  const now = new Date();
  const tell = async ({ id: paymentId, agencyId }: { id: string; agencyId: string }) => {
    const row = { id: randomUUID(), agencyId, createdAt: now };
    await db.notice.create({ data: { ...row, paymentId, kind: 'receipt' } });
    await db.outbox.create({ data: { ...row, kind: 'notice', subjectId: row.id, dueAt: now } });
    return row.id;
  };
  const good = await tell(await aCapturedPayment(db));
  const without = await tell(await aPayment(db)); // it has no receipt
  const away = () => Promise.reject(new MailServerAway(new Error('ECONNECTION')));
  const round = mailWhatWaits({
    db,
    mailer: { send: away, close: () => undefined },
    clock: () => now,
    origin: () => 'http://localhost:1',
    log: pino({ level: 'silent' }),
  });
  await expect(round).rejects.toThrow(MailServerAway);
  expect(await db.outbox.findMany({ orderBy: { tries: 'asc' } })).toMatchObject([
    { subjectId: good, tries: 0, dueAt: now },
    { subjectId: without, tries: 1 },
  ]);
});
