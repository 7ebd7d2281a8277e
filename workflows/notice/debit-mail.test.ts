import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import type { Mail } from '../mail/mailer.ts';
import { sendNotice } from './activities/send-notice.ts';

const SHOWN = 'I allow the agency to take it once.';

/** A debit of $82.00 of Friday, November 20, 2026, in a state, and the mail of a kind about it. */
async function mailed(kind: string, over: { language?: string; code?: string } = {}) {
  const { db } = await aDatabase();
  const createdAt = new Date('2026-11-20T17:00:00Z');
  const {
    id: paymentId,
    agencyId,
    attempts,
  } = await aPayment(db, {
    state: 'processing',
    tender: 'bank_debit',
    cardLast4: '6789',
    language: over.language ?? 'en',
    amountCents: 8_000n,
    createdAt,
  });
  const attemptId = String(attempts[0]?.id);
  const place = { ipAddress: '203.0.113.7', userAgent: 'a browser' };
  const agreed = { version: '1', language: 'en', text: SHOWN, at: createdAt };
  await db.debitConsent.create({ data: { attemptId, agencyId, ...agreed, ...place } });
  const of = { agencyId, paymentId, at: createdAt, source: 'stripe' };
  if (over.code && kind === 'debit_returned')
    await db.paymentEvent.create({
      data: { ...of, id: 'event', kind: 'returned', detail: { code: over.code } },
    });
  else if (over.code) await db.paymentAttempt.update({ where: { id: attemptId }, data: { code: over.code } });
  const noticeId = randomUUID();
  await db.notice.create({ data: { id: noticeId, agencyId, paymentId, kind, createdAt } });
  const mails: Mail[] = [];
  const deps = {
    db,
    mailer: { send: async (mail: Mail) => void mails.push(mail), close: () => undefined },
    clock: () => createdAt,
    origin: () => 'http://localhost:1',
    log: pino({ level: 'silent' }),
  };
  await sendNotice(deps, { noticeId });
  await sendNotice(deps, { noticeId }); // run again: sent once
  const events = await db.paymentEvent.findMany({ where: { paymentId, kind: `${kind}_sent` } });
  expect(events).toHaveLength(1);
  expect(mails).toHaveLength(1);
  return `${mails[0]?.subject}\n${mails[0]?.text}`;
}

test('whose bank was asked hears so, when it counts as paid, and has a copy of what was agreed to', async () => {
  const text = await mailed('debit_started');
  for (const part of ['$82.00', 'ending 6789', 'Friday, November 27, 2026', 'November 20, 2026', SHOWN])
    expect(text).toContain(part);
  expect(text).not.toMatch(/receipt \d|received your payment/);
});

test('the same in Spanish', async () => {
  const text = await mailed('debit_started', { language: 'es' });
  for (const part of ['está en camino', 'termina en 6789', 'viernes, 27 de noviembre de 2026'])
    expect(text).toContain(part);
});

test('whose bank did not pay hears so with its reason, and that nothing was paid', async () => {
  const text = await mailed('debit_failed', { code: 'insufficient_funds' });
  for (const part of ['Your bank did not pay', 'not enough money', 'nothing was paid', 'no receipt'])
    expect(text).toContain(part);
  expect(await mailed('debit_failed', { code: 'a_code_of_tomorrow' })).not.toContain('a_code_of_tomorrow');
});

test.each([
  ['en', ['took back $82.00', 'ending 6789', 'November 20, 2026', 'not enough money', 'is owed again']],
  ['es', ['anuló', '82.00', 'termina en 6789', 'no había suficiente dinero', 'se debe otra vez']],
])(
  'whose bank took back what it had paid hears so with its reason, and that it is owed again: %s',
  async (language, parts) => {
    const text = await mailed('debit_returned', { language, code: 'insufficient_funds' });
    for (const part of parts) expect(text).toContain(part);
    expect(await mailed('debit_returned', { language, code: 'a_code_of_tomorrow' })).not.toContain(
      'tomorrow',
    );
  },
);
