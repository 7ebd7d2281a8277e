import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aCapturedPayment } from '../../workflows/ledger/fixtures.ts';
import { aClerk, aWorld, given, type World } from '../test-world.ts';

async function aPaidOne(world: World) {
  const { account, person, fee, id: agencyId } = world.a;
  const of = { accountId: account.id, personId: person.id, obligation: fee };
  const { id } = await aCapturedPayment(world.database.db, of);
  const now = new Date(world.now().getTime() - 5 * 60_000);
  const first = { id: randomUUID(), agencyId, paymentId: id, kind: 'receipt', createdAt: now, sentAt: now };
  await world.database.db.notice.create({ data: first });
  return id;
}

test('a clerk has a receipt mailed again, once in ten minutes whoever asks, and it is known who did', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const paymentId = await aPaidOne(world);
  const ask = async () => given(await world.call('staff', 'sendReceipt', { paymentId }, clerk));
  const inFive = new Date(world.now().getTime() + 5 * 60_000).toISOString();
  expect(await ask()).toEqual({ ok: false, reason: 'sent_just_now', againAt: inFive });
  world.pass(6 * 60_000);
  const answers = await Promise.all([ask(), ask()]);
  expect(answers).toContainEqual({ ok: true, sentTo: world.a.account.email });
  const inTen = new Date(world.now().getTime() + 10 * 60_000).toISOString();
  expect(answers).toContainEqual({ ok: false, reason: 'sent_just_now', againAt: inTen });
  const { db } = world.database;
  const [again] = await db.notice.findMany({ where: { paymentId, kind: { not: 'receipt' } } });
  expect(await db.outbox.findMany({ where: { kind: 'notice' } })).toMatchObject([{ subjectId: again?.id }]);
  expect(await db.auditEntry.findMany({ where: { action: 'receipt.sent_again' } })).toMatchObject([
    { actorId: clerk.staffId, subjectId: paymentId },
  ]);
  const { events } = given(await world.call('staff', 'paymentStory', { paymentId }, clerk));
  expect(events.at(-1)).toMatchObject({
    kind: 'reprint_asked',
    source: 'staff',
    detail: { by: 'Casey Clerk' },
  });
  const tenAgo = new Date(world.now().getTime() - 10 * 60_000);
  await db.notice.update({ where: { id: again?.id ?? '' }, data: { createdAt: tenAgo } });
  const since = tenAgo.toISOString(); // the mail server has not taken it yet, and it may be days
  expect(await ask()).toEqual({ ok: false, reason: 'not_out_yet', since });
});

test('what is not paid, or is another agency’s, is not mailed', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const unpaid = await aPayment(world.database.db, { obligation: world.a.fee, state: 'processing' });
  const paid = await aPaidOne(world);
  const ask = (paymentId: string, as = clerk) => world.call('staff', 'sendReceipt', { paymentId }, as);
  expect((await ask(unpaid.id)).data).toEqual({ ok: false, reason: 'not_paid' });
  expect((await ask(paid, await aClerk(world, world.b))).status).toBe(404);
  expect(await world.database.db.outbox.count({ where: { kind: 'notice' } })).toBe(0);
});
