import { randomUUID } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { asRoomGrows, everyRow, leavePages, type Kind } from '../../prisma/fixtures/room.ts';
import { troubleOf } from '../../prisma/trouble.ts';
import { sealPending } from '../../workflows/ledger/seal.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';
import { noticeActivities } from '../../workflows/notice/activities/notice-activities.ts';
import { assess } from '../../workflows/obligation/assess.ts';
import { recordBalanceTransactions } from '../../workflows/settlement/activities.ts';
import { balanceTransactions } from '../../workflows/stripe/balance-transactions.ts';
import { sweepOutbox } from '../../workflows/sweeper.ts';
import { aNewPayment, aWorld, chargeStep, entryKey, type World } from '../../workflows/payment/fixtures.ts';
import type { TryResult } from '../../workflows/payment/messages.ts';
import { paymentState, toldToPayer } from '../../workflows/payment/states.ts';
import { books } from '../../workflows/payment/activities/books.ts';
import { charge } from '../../workflows/payment/activities/charge.ts';
import { gate } from '../../workflows/payment/activities/gate.ts';
import { readBack } from '../../workflows/payment/activities/read-back.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld({ database: { smallPages: true } });
});
afterEach(async () => {
  await world.sandbox.close();
});

const record = (paymentId: string, result: TryResult = { kind: 'succeeded' }, n = 1) =>
  books(world.deps, { paymentId, n, result, entryKey: entryKey(paymentId) });
const paidCharges = async () =>
  (await world.stripe.charges.list({ limit: 100 })).data.filter(({ paid }) => paid).length;
const soundBooks = async () => expect(await verifyLedger(world.database.read)).toEqual([]);

/** It meets the full disk at its every write: nothing of it is left each time, and at last all of it is there. */
async function wholeOrNothing(kind: Kind, least: number, act: () => Promise<unknown>): Promise<void> {
  const { database } = world;
  const before = await everyRow(database.read);
  const { refusals } = await asRoomGrows(database, kind, act, async () =>
    expect(await everyRow(database.read)).toBe(before),
  );
  expect(refusals).toBeGreaterThanOrEqual(kind === 'disk' ? least : 0); // or nothing was met
  expect(await everyRow(database.read)).not.toBe(before);
  await soundBooks();
}

const kinds: Kind[] = ['file', 'disk'];

test.each(kinds)(
  '%s full: the gate reserves, freezes and answers, or leaves the payment as it was',
  async (kind) => {
    const id = await aNewPayment(world);
    await wholeOrNothing(kind, 9, () => gate(world.deps, { paymentId: id }));
    expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'charging' });
  },
);

test.each(kinds)(
  '%s full: the books of a success are written whole, with entry, receipt number and wish to mail, or not at all',
  async (kind) => {
    const id = await aNewPayment(world);
    await gate(world.deps, { paymentId: id });
    await charge(world.deps, chargeStep(id));
    await wholeOrNothing(kind, 20, () => record(id));
    expect(await record(id)).toBe('succeeded');
    expect(await paidCharges()).toBe(1);
  },
);

test.each(kinds)(
  '%s full: the books of a decline, and of a payment that needs repair, likewise',
  async (kind) => {
    const declined = await aNewPayment(world, { card: 'pm_card_visa_chargeDeclined' });
    await gate(world.deps, { paymentId: declined });
    await charge(world.deps, chargeStep(declined));
    await wholeOrNothing(kind, 2, () => record(declined, { kind: 'declined' }));
    await wholeOrNothing(kind, 3, () => record(declined, { kind: 'expired' }));
    const lost = await aNewPayment(world);
    await gate(world.deps, { paymentId: lost });
    await wholeOrNothing(kind, 3, () => record(lost, { kind: 'gave_up' }));
  },
);

test.each(kinds)(
  '%s full: a try that meets it at each of its writes is charged once, and its payer is never told a wrong word',
  async (kind) => {
    const id = await aNewPayment(world);
    await gate(world.deps, { paymentId: id });
    const told = new Set<string>();
    const { answer, refusals } = await asRoomGrows(
      world.database,
      kind,
      () => charge(world.deps, chargeStep(id)),
      async () => {
        const { state } = await world.deps.db.payment.findUniqueOrThrow({ where: { id } });
        told.add(toldToPayer[paymentState(state)]);
        expect(await paidCharges()).toBeLessThanOrEqual(1);
        await soundBooks();
      },
    );
    expect(answer).toEqual({ kind: 'succeeded' });
    expect(refusals).toBeGreaterThanOrEqual(kind === 'disk' ? 3 : 1);
    expect([...told]).toEqual(['processing']);
    expect(await paidCharges()).toBe(1);
    expect(await record(id)).toBe('succeeded');
    await soundBooks();
  },
);

test('Stripe has charged and nothing can be written: read again later, it is booked once, and no second charge is made', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  const confirm = world.deps.stripe.confirmIntent;
  const stripe = {
    ...world.deps.stripe,
    confirmIntent: async (...asked: Parameters<typeof confirm>) => {
      const answer = await confirm(...asked);
      await world.database.db
        .$executeRaw`CREATE TRIGGER "full_disk" BEFORE UPDATE ON "PaymentAttempt" BEGIN SELECT RAISE(ROLLBACK, 'full'); END`;
      return answer;
    },
  };
  const deps = { ...world.deps, stripe };
  await expect(charge(deps, chargeStep(id))).rejects.toThrow(/full|Foreign|rolled this transaction back/);
  await expect(charge(world.deps, chargeStep(id))).rejects.toThrow(
    /full|Foreign|rolled this transaction back/,
  ); // again, under the same keys
  expect(await paidCharges()).toBe(1);
  const { state } = await world.deps.db.payment.findUniqueOrThrow({ where: { id } });
  expect(toldToPayer[paymentState(state)]).toBe('processing');
  await world.database.db.$executeRaw`DROP TRIGGER "full_disk"`;
  const step = { paymentId: id, n: 1, cancel: false, cancelKey: `payment/${id}:cancel:1` };
  expect(await record(id, { kind: 'unknown', cause: 'server_error' })).toBe('unknown'); // after three minutes of that
  const { answer } = await asRoomGrows(world.database, 'file', () => readBack(world.deps, step));
  expect(answer).toEqual({ kind: 'succeeded' });
  expect(await record(id)).toBe('succeeded');
  expect(await paidCharges()).toBe(1);
  await soundBooks();
});

test.each(kinds)(
  '%s full: what Stripe moved is recorded with its fee, or not at all, and the pass reads it again',
  async (kind) => {
    for (const cents of [1_000, 1_001]) {
      const id = await aNewPayment(world, { choice: { kind: 'other', amountCents: cents } });
      await gate(world.deps, { paymentId: id });
      await charge(world.deps, chargeStep(id));
      await record(id);
    }
    const deps = { db: world.deps.db, list: balanceTransactions(world.stripe), clock: () => world.now };
    const { refusals } = await asRoomGrows(
      world.database,
      kind,
      () => recordBalanceTransactions(deps, { agencyId: world.agencyId }),
      soundBooks, // a row without its fee would be found
    );
    expect(refusals).toBeGreaterThanOrEqual(5);
    expect(await world.deps.db.balanceTransaction.count({ where: { entryId: { not: null } } })).toBe(2);
    expect(await world.deps.db.journalEntry.count({ where: { kind: 'processor_fee' } })).toBe(2);
    await soundBooks();
  },
);

test.each(kinds)('%s full: what comes to be owed is written with its entry, or not at all', async (kind) => {
  const { agencyId, personId } = world;
  const { fundId, shares: same } = await world.deps.db.obligation.findUniqueOrThrow({
    where: { id: world.feeId },
    include: { shares: true },
  });
  const shares = same.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight }));
  const owed = { agencyId, fundId, kind: 'supervision_fee', label: 'Fee', shares } as const;
  const due = { assessedCents: 100n, dueToDateCents: 100n, assessedOn: '2026-11-25', personIds: [personId] };
  const id = randomUUID();
  const assessment = { id, ...owed, ...due };
  await wholeOrNothing(kind, 7, () =>
    world.deps.db.$transaction((tx) => assess(tx, assessment, world.now, 'America/New_York')),
  );
});

test.each(kinds)(
  '%s full: a batch of seals is written whole, and the chain goes on where it stood',
  async (kind) => {
    const seal = () => sealPending(world.deps.db, world.agencyId, world.now, { everything: true });
    await wholeOrNothing(kind, 2, seal);
    expect(await seal()).toBe(0);
  },
);

test('a wish that Temporal took on and nobody could note is handed over again, to the same workflow', async () => {
  const { db } = world.deps;
  const id = await aNewPayment(world);
  const asked: string[] = [];
  const workflows = {
    handOver: async ({ paymentId, n }: { paymentId: string; n: number }) =>
      void asked.push(`${paymentId}/${n}`),
  };
  const sweep = () =>
    sweepOutbox({
      db,
      workflows: { ...unused, ...workflows },
      clock: () => world.now,
      log: pino({ level: 'silent' }),
    });
  await db.$executeRaw`CREATE TRIGGER "full_disk" BEFORE UPDATE ON "Outbox" BEGIN SELECT RAISE(ROLLBACK, 'full'); END`;
  await expect(sweep()).rejects.toThrow(/full|Foreign|rolled this transaction back/);
  await db.$executeRaw`DROP TRIGGER "full_disk"`;
  await sweep();
  await sweep();
  expect(asked).toEqual([`${id}/1`, `${id}/1`]);
});

test('a receipt is not mailed while nobody could note that it was, and once when somebody can', async () => {
  const { db } = world.deps;
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id);
  const { id: noticeId } = await db.notice.findFirstOrThrow({ where: { paymentId: id } });
  const mailed: string[] = [];
  const mailer = { send: async (mail: { id: string }) => void mailed.push(mail.id), close: () => undefined };
  const { sendNotice } = noticeActivities({
    db,
    mailer,
    clock: () => world.now,
    origin: () => 'http://localhost:1',
    log: pino({ level: 'silent' }),
  });
  await db.$executeRaw`CREATE TRIGGER "full_disk" BEFORE UPDATE ON "Notice" BEGIN SELECT RAISE(ROLLBACK, 'full'); END`;
  for (let tries = 0; tries < 3; tries++)
    await expect(sendNotice({ noticeId })).rejects.toThrow(/full|Foreign|rolled this transaction back/);
  expect(mailed).toEqual([]);
  await db.$executeRaw`DROP TRIGGER "full_disk"`;
  await sendNotice({ noticeId });
  await sendNotice({ noticeId });
  expect(mailed).toEqual([`notice.${noticeId}`]);
});

test('the connection is usable right after a refusal', async () => {
  const id = await aNewPayment(world);
  await leavePages(world.deps.db, 0);
  const refused = await gate(world.deps, { paymentId: id }).catch((error: unknown) => error);
  expect(troubleOf(refused)).toBe('no_room');
  expect(await world.database.trouble()).toBe('no_room');
  await leavePages(world.deps.db, null);
  expect(await world.database.trouble()).toBe(null);
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'charging' });
});

const nothing = () => Promise.reject(new Error('not asked for here'));
const unused = {
  onBooked: () => undefined,
  handOver: nothing,
  drivePayment: nothing,
  repairPayment: nothing,
  mailNotices: nothing,
  carryOut: nothing,
  cancelPayment: nothing,
  wakePayment: nothing,
  scheduleSettlement: nothing,
  ping: nothing,
};
