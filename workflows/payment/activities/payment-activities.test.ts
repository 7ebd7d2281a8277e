import { afterEach, beforeEach, expect, test } from 'vitest';
import { aPayment } from '../../../prisma/fixtures/payment.ts';
import { accounts } from '../../ledger/accounts.ts';
import { anAssessedObligation } from '../../ledger/fixtures.ts';
import { balancesOf, entriesAbout } from '../../ledger/read.ts';
import { verifyLedger } from '../../ledger/verify.ts';
import { aFault, aNewPayment, aTry, aWorld, chargeStep, entryKey, type World } from '../fixtures.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';
import type { TryResult } from '../messages.ts';
import { statesOfPayment } from '../states.ts';
import { books } from './books.ts';
import { charge } from './charge.ts';
import { gate } from './gate.ts';
import { readBack } from './read-back.ts';

let world: World;
beforeEach(async () => {
  world = await aWorld();
});
afterEach(async () => {
  await world.sandbox.close();
});

const minutes = (n: number) => new Date(world.now.getTime() + n * 60_000);
const stored = (id: string) =>
  world.deps.db.payment.findUniqueOrThrow({
    where: { id },
    include: {
      lines: true,
      attempts: { orderBy: { n: 'asc' } },
      reservations: true,
      events: { orderBy: { at: 'asc' } },
    },
  });
const record = (paymentId: string, result: TryResult, n = 1) =>
  books(world.deps, { paymentId, n, result, entryKey: entryKey(paymentId) });
const charges = () => world.stripe.charges.list({ limit: 100 });

async function paid(paymentId: string): Promise<void> {
  expect(await gate(world.deps, { paymentId })).toMatchObject({ state: 'charging' });
  expect(await charge(world.deps, chargeStep(paymentId))).toEqual({ kind: 'succeeded' });
  expect(await record(paymentId, { kind: 'succeeded' })).toBe('succeeded');
}

test('a payment from gate to books: split frozen, charged once, posted, receipted, and the ledger verifies', async () => {
  const id = await aNewPayment(world);
  await paid(id);

  const payment = await stored(id);
  expect(payment).toMatchObject({
    amountCents: 20_000n,
    feeCents: 325n,
    receiptNumber: 1,
    cardBrand: 'visa',
    cardLast4: '4242',
  });
  expect(payment.lines.map(({ amountCents }) => amountCents).toSorted()).toEqual([12_000n, 8_000n]);
  expect(payment.reservations.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
  expect((await charges()).data.map(({ amount, status }) => ({ amount, status }))).toEqual([
    { amount: 20_325, status: 'succeeded' },
  ]);
  const balances = await balancesOf(world.deps.db, world.agencyId, [
    accounts.processorClearing,
    accounts.serviceFeeIncome,
    accounts.receivable(world.feeId),
    accounts.receivable(world.restitutionId),
  ]);
  expect([...balances.values()]).toEqual([20_325n, -325n, 0n, 0n]);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('each step run twice does nothing the second time', async () => {
  const id = await aNewPayment(world);
  const standing = await gate(world.deps, { paymentId: id });
  expect(await gate(world.deps, { paymentId: id })).toEqual(standing);
  await charge(world.deps, chargeStep(id));
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'succeeded' });
  await record(id, { kind: 'succeeded' });
  const before = await stored(id);
  expect(await record(id, { kind: 'succeeded' })).toBe('succeeded');
  expect(await stored(id)).toEqual(before);
  expect((await charges()).data).toHaveLength(1);
  expect(await entriesAbout(world.deps.db, world.agencyId, id)).toHaveLength(1);
});

test('a quote that is no longer true is denied before anything is charged', async () => {
  const id = await aNewPayment(world);
  await paid(await aNewPayment(world, { choice: { kind: 'other', amountCents: 500 } }));
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'denied' });
  expect(await stored(id)).toMatchObject({ denial: 'quote_changed', reservations: [], lines: [] });
});

test('a payer whose right was taken away is denied', async () => {
  const id = await aNewPayment(world);
  await world.deps.db.payerLink.updateMany({
    where: { accountId: world.accountId },
    data: { state: 'revoked' },
  });
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'denied' });
  expect(await stored(id)).toMatchObject({ denial: 'not_allowed' });
});

test('of two payments of everything at once, one holds what is owed and the other is denied', async () => {
  const ids = await Promise.all([aNewPayment(world), aNewPayment(world)]);
  const standings = await Promise.all(ids.map((paymentId) => gate(world.deps, { paymentId })));
  expect(standings.map(({ state }) => state).toSorted()).toEqual(['charging', 'denied']);
});

test('a payment that waited too long for its gate expires, uncharged', async () => {
  const id = await aNewPayment(world);
  world.now = minutes(11);
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'expired' });
});

test('a decline ends the try and not the payment; another card, under another key, succeeds on the same intent', async () => {
  const id = await aNewPayment(world, { card: 'pm_card_visa_chargeDeclinedInsufficientFunds' });
  await gate(world.deps, { paymentId: id });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'declined' });
  expect(await record(id, { kind: 'declined' })).toBe('declined');
  expect((await stored(id)).attempts).toMatchObject([
    { state: 'declined', code: 'card_declined', declineCode: 'insufficient_funds' },
  ]);
  expect((await stored(id)).reservations.every(({ releasedAt }) => releasedAt === null)).toBe(true);

  await aTry(world, id, 2);
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'declined', n: 1, wanted: 2 });
  expect(await charge(world.deps, chargeStep(id, 2))).toEqual({ kind: 'succeeded' });
  expect(await record(id, { kind: 'succeeded' }, 2)).toBe('succeeded');
  const intents = await world.stripe.paymentIntents.list();
  expect(intents.data.map(({ status }) => status)).toEqual(['succeeded']);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('a try that was never sent in time is not sent, and its payment expires with everything released', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  world.now = minutes(11);
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'expired' });
  expect(await record(id, { kind: 'expired' })).toBe('expired');
  expect((await stored(id)).reservations.every(({ releasedAt }) => releasedAt !== null)).toBe(true);
  expect((await charges()).data).toEqual([]);
});

test('an answer that is lost after Stripe charged: unknown, and the same request answers with the same charge', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'act_then_hang', times: 2, match: { path: '/confirm$', regex: true }, ms: 0 });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'unknown', cause: 'no_answer' });
  expect(await record(id, { kind: 'unknown', cause: 'no_answer' })).toBe('unknown');
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'succeeded' });
  expect(await record(id, { kind: 'succeeded' })).toBe('succeeded');
  expect((await charges()).data).toHaveLength(1);
});

test('a try sent long ago is read, never sent again: its payer may be gone', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'cut', times: 2, match: { path: '/confirm$', regex: true } });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'unknown', cause: 'no_answer' });
  world.now = minutes(11);
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'unknown', cause: 'unconfirmed' });
  await record(id, { kind: 'unknown', cause: 'unconfirmed' });
  const canceled = await readBack(world.deps, {
    paymentId: id,
    n: 1,
    cancel: true,
    cancelKey: `payment/${id}:cancel:1`,
  });
  expect(canceled).toEqual({ kind: 'canceled' });
  expect(await record(id, canceled)).toBe('canceled');
  expect((await charges()).data).toEqual([]);
});

test('a server error after acting is read by id, and its key is not used again', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'fail_before', match: { path: '/confirm$', regex: true } });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'unknown', cause: 'server_error' });
  const read = { paymentId: id, n: 1, cancel: false, cancelKey: `payment/${id}:cancel:1` };
  expect(await readBack(world.deps, read)).toEqual({ kind: 'unknown', cause: 'unconfirmed' });
});

test('Stripe away before anything was sent: unsent, and later the same try is charged once', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'cut', times: 2, match: { method: 'POST', path: '/v1/payment_intents' } });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'unsent' });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'succeeded' });
});

test('money that arrives for an expired payment is booked, by way of needs_repair', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'act_then_hang', times: 2, match: { path: '/confirm$', regex: true }, ms: 0 });
  await charge(world.deps, chargeStep(id));
  await world.deps.db.payment.update({ where: { id }, data: { state: 'expired' } });
  const read = { paymentId: id, n: 1, cancel: false, cancelKey: `payment/${id}:cancel:1` };
  expect(await readBack(world.deps, read)).toEqual({ kind: 'succeeded' });
  expect(await record(id, { kind: 'succeeded' })).toBe('succeeded');
  expect((await stored(id)).events.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['arrived_late', 'succeeded']),
  );
});

test('giving up asks people, and a later answer closes the task', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await record(id, { kind: 'unknown', cause: 'no_answer' });
  expect(await record(id, { kind: 'gave_up' })).toBe('needs_repair');
  expect(await world.deps.db.staffTask.findMany()).toMatchObject([
    { kind: 'payment_needs_repair', subjectId: id, closedAt: null },
  ]);
  expect(await record(id, { kind: 'unknown', cause: 'no_answer' })).toBe('needs_repair');
  expect(await record(id, { kind: 'canceled' })).toBe('canceled');
  expect((await world.deps.db.staffTask.findFirstOrThrow()).closedAt).not.toBeNull();
});

test('a card token that Stripe no longer takes is a decline: the form is filled in again', async () => {
  const id = await aNewPayment(world, { token: 'ctoken_unknown' });
  await gate(world.deps, { paymentId: id });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'declined' });
  expect((await stored(id)).attempts).toMatchObject([{ state: 'declined', code: 'card_form_expired' }]);
});

test('a success that the workflow and a repair book at the same moment is booked once, and both hear so', async () => {
  const paymentId = await aNewPayment(world);
  await gate(world.deps, { paymentId });
  const result = await charge(world.deps, chargeStep(paymentId));
  const step = { paymentId, n: 1, result, entryKey: entryKey(paymentId) };
  const states = await Promise.all([1, 2, 3, 4].map(() => books(world.deps, step)));
  expect(new Set(states)).toEqual(new Set(['succeeded']));
  const { db } = world.deps;
  expect(await db.paymentEvent.count({ where: { paymentId, kind: 'succeeded' } })).toBe(1);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('receipt numbers have no gap under concurrent successes', async () => {
  const choice = { kind: 'other', amountCents: 1_000 } as const;
  const ids: string[] = [];
  for (let i = 0; i < 6; i++) {
    const id = await aNewPayment(world, { choice });
    await gate(world.deps, { paymentId: id });
    ids.push(id);
  }
  await Promise.all(
    ids.map(async (id) => {
      await charge(world.deps, chargeStep(id));
      await record(id, { kind: 'succeeded' });
    }),
  );
  const numbers = await Promise.all(ids.map(async (id) => (await stored(id)).receiptNumber));
  expect(numbers.toSorted()).toEqual([1, 2, 3, 4, 5, 6]);
  expect(await verifyLedger(world.database.read)).toEqual([]);
});

test('begun again later, a payment stays where it stood: only one whose gate was never opened lapses', async () => {
  const states = statesOfPayment.filter((state) => state !== 'gating');
  const obligation = await anAssessedObligation(world.deps.db);
  for (const state of states) {
    const payment = await aPayment(world.deps.db, { state, obligation });
    world.now = new Date(payment.createdAt.getTime() + 11 * 60_000);
    const standing = await gate(world.deps, { paymentId: payment.id });
    expect([state, standing.state]).toEqual([state, state === 'created' ? 'expired' : state]);
  }
});

test('a confirm that is refused because the intent has moved is what the intent has become', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'cut', times: 2, match: { path: '/confirm$', regex: true } });
  await charge(world.deps, chargeStep(id));
  const { stripePaymentIntentId } = await stored(id);
  await world.stripe.paymentIntents.confirm(stripePaymentIntentId ?? '', { payment_method: 'pm_card_visa' });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'succeeded' });
  expect((await charges()).data).toHaveLength(1);
});

test('a read that is refused says nothing about the money', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'act_then_hang', times: 2, match: { path: '/confirm$', regex: true }, ms: 0 });
  await charge(world.deps, chargeStep(id));
  await world.deps.db.agency.update({
    where: { id: world.agencyId },
    data: { stripeAccountId: 'acct_another' },
  });
  const read = { paymentId: id, n: 1, cancel: false, cancelKey: `payment/${id}:cancel:1` };
  expect(await readBack(world.deps, read)).toEqual({ kind: 'unknown', cause: 'refused' });
  expect((await stored(id)).attempts).toMatchObject([{ state: 'sent', endedAt: null }]);
});

test('a create that Stripe refuses ends the payment with the reason in its row', async () => {
  const id = await aNewPayment(world, { choice: { kind: 'other', amountCents: 100 } });
  await gate(world.deps, { paymentId: id });
  await aFault(world, { kind: 'fail_before', match: { method: 'POST', path: '/v1/payment_intents' } });
  expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'failed' });
  expect(await record(id, { kind: 'failed' })).toBe('failed');
  expect((await stored(id)).attempts).toMatchObject([{ state: 'failed', code: 'server_error' }]);
});

/** Something happens between Stripe's answer to the create and this run's hearing it. */
const withCreate = (create: StripeGateway['createIntent']) => ({
  ...world.deps,
  stripe: { ...world.deps.stripe, createIntent: create },
});

test('a run that hears late that its try was ended by another sends nothing any more', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  const late = withCreate(async (...asked) => {
    const created = await world.deps.stripe.createIntent(...asked);
    const ended = { state: 'failed', code: 'server_error', endedAt: world.now };
    await world.deps.db.paymentAttempt.updateMany({ where: { paymentId: id }, data: ended });
    return created;
  });
  expect(await charge(late, chargeStep(id))).toEqual({ kind: 'failed' });
  expect((await charges()).data).toEqual([]);
});

test('a create that fails for one run says nothing where another run has sent the try', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  const late = withCreate(async () => {
    expect(await charge(world.deps, chargeStep(id))).toEqual({ kind: 'succeeded' });
    return { kind: 'unknown', cause: 'server_error' };
  });
  expect(await charge(late, chargeStep(id))).toEqual({ kind: 'unknown', cause: 'server_error' });
  expect((await stored(id)).attempts).toMatchObject([{ state: 'succeeded', code: null }]);
});

test('what a try asks for cannot be changed, nor a frozen line', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  const { db } = world.deps;
  const attempt = { where: { paymentId: id }, data: { confirmationToken: 'another' } };
  await expect(db.paymentAttempt.updateMany(attempt)).rejects.toMatchObject({
    name: 'PrismaClientKnownRequestError',
  });
  await expect(
    db.paymentLine.updateMany({ where: { paymentId: id }, data: { amountCents: 1n } }),
  ).rejects.toThrow(Error);
});
