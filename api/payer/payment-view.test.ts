import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { accounts } from '../../workflows/ledger/read.ts';
import { aCapturedPayment, allTakenBack } from '../../workflows/ledger/fixtures.ts';
import { storedWords } from '../../workflows/own-words.ts';
import { statesOf } from '../../workflows/state-table.ts';
import { paymentStates, toldToPayer, type PaymentState } from '../../workflows/payment/states.ts';
import { aWorld, given, OWN_ORIGIN, signedIn, type World } from '../test-world.ts';

/** Somebody pays another debt a minute later. */
async function paidLater({ database: { db }, a, now }: World, code: string, cents: bigint): Promise<void> {
  const at = new Date(now().getTime() + 60_000);
  const { id: accountId, version } = await db.ledgerAccount.findFirstOrThrow({ where: { code } });
  const times = { occurredAt: at, recordedAt: at, accountingDate: '2026-11-16' };
  await db.journalEntry.create({
    data: {
      id: 'later',
      agencyId: a.id,
      key: 'later',
      kind: 'payment_captured',
      subjectId: 'another payment',
      digest: 'd'.repeat(64),
      ...times,
      postings: {
        create: [{ n: 1, accountId, amount: -cents, balanceAfter: 0n, accountVersion: version + 1 }],
      },
    },
  });
}

const own = (world: World) => {
  const { account, person, fee } = world.a;
  const expiresAt = new Date(world.now().getTime() + 30 * 60_000);
  return { accountId: account.id, personId: person.id, obligation: fee, expiresAt };
};

async function statusOf(state: PaymentState, row: object = {}, attempt: object = {}) {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const { id } = await aPayment(db, { ...own(world), state, ...row });
  await db.paymentAttempt.updateMany({ data: attempt });
  return given(await world.call('payer', 'status', { paymentId: id }, payer));
}

test.each(statesOf(paymentStates))('%s is told by the table', async (state) => {
  const view = await statusOf(state);
  expect(view.status).toBe(toldToPayer[state]);
  expect(view.failure === undefined).toBe(view.status !== 'failed');
  expect(view.receipt === undefined).toBe(view.status !== 'succeeded');
  expect(view.clientSecret === undefined).toBe(view.status !== 'needs_action');
});

test.each([
  [{ code: 'card_declined', declineCode: 'insufficient_funds' }, 'insufficient_funds'],
  [{ code: 'expired_card', declineCode: 'expired_card' }, 'expired_card'],
  [{ code: 'incorrect_cvc', declineCode: null }, 'incorrect_cvc'],
  [{ code: 'incorrect_number', declineCode: null }, 'incorrect_number'],
  [{ code: 'processing_error', declineCode: null }, 'processing_error'],
  [{ code: 'payment_intent_authentication_failure', declineCode: null }, 'authentication_failed'],
  [{ code: 'card_form_expired', declineCode: null }, 'card_form_expired'],
  [{ code: 'card_declined', declineCode: 'stolen_card' }, 'card_declined'],
  [{ code: 'something_new', declineCode: 'something_new' }, 'card_declined'],
])('a decline with %o is told as %s', async (attempt, code) => {
  expect((await statusOf('declined', {}, attempt)).failure).toEqual({
    code,
    mayTryAgain: true,
    triesLeft: 4,
  });
});

test('a payment past its half hour, or at its fifth try, offers no other', async () => {
  const past = new Date('2026-11-16T00:00:00Z');
  const closed = { mayTryAgain: false, triesLeft: 0 };
  expect((await statusOf('declined', { expiresAt: past })).failure).toMatchObject(closed);
  expect((await statusOf('declined', {}, { n: 5 })).failure).toMatchObject(closed);
});

test.each([
  ['denied', { denial: 'quote_changed' }, 'quote_changed'],
  ['denied', { denial: 'not_allowed' }, 'not_allowed'],
  ['expired', {}, 'timed_out'],
  ['canceled', {}, 'timed_out'], // its payer did not cancel it: cancel.test.ts
  ['failed', {}, 'provider_error'],
] as const)('%s with %o is told as %s', async (state, row, code) => {
  expect((await statusOf(state, row)).failure).toMatchObject({ code, mayTryAgain: false });
});

test('the browser’s secret is read when it is needed, and its absence is no failure', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const payment = await aPayment(world.database.db, { ...own(world), state: 'requires_action' });
  const status = () => world.call('payer', 'status', { paymentId: payment.id }, payer);
  expect(given(await status()).clientSecret).toBe(`${payment.stripePaymentIntentId}_secret_test`);
  Object.assign(world.deps.stripe, { readClientSecret: () => Promise.reject(new Error('no Stripe')) });
  expect(given(await status())).toMatchObject({ status: 'needs_action' });
});

test('the page’s five minutes at the bank’s check run from the try’s sending, whoever asks and when', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const { id } = await aPayment(db, { ...own(world), state: 'requires_action' });
  await db.paymentAttempt.updateMany({ data: { sentAt: world.now() } });
  const bankCheck = async () =>
    given(await world.call('payer', 'status', { paymentId: id }, payer)).bankCheck;
  expect(await bankCheck()).toEqual({ secondsLeft: 300, mayTryAgain: true, triesLeft: 4 });
  world.pass(200_000);
  expect(await bankCheck()).toMatchObject({ secondsLeft: 100 });
  world.pass(200_000);
  expect(await bankCheck()).toMatchObject({ secondsLeft: 0, mayTryAgain: true });
  await db.paymentAttempt.updateMany({ data: { n: 5 } });
  expect(await bankCheck()).toMatchObject({ mayTryAgain: false, triesLeft: 0 });
  await db.payment.update({ where: { id }, data: { state: 'charging' } });
  expect(await bankCheck()).toBe(undefined);
});

test('a receipt says what was owed then, also when more is paid later', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const { id } = await aCapturedPayment(db, own(world));
  const before = given(await world.call('payer', 'status', { paymentId: id }, payer));
  expect(before).toMatchObject({
    totalCents: 8_200,
    lines: [{ obligationId: world.a.fee.id, amountCents: 8_000, balanceAfterCents: 0 }],
    receipt: { number: 1, paidWith: { en: 'Visa card ending 4242' }, stillOwedCents: 15_000 },
  });
  expect(before.receipt?.url).toMatch(new RegExp(`^${OWN_ORIGIN}/r/[\\w-]{36}$`));
  await paidLater(world, accounts.receivable(world.a.restitution.id), 15_000n);
  const { receipt } = given(await world.call('payer', 'status', { paymentId: id }, payer));
  expect(receipt).toEqual(before.receipt);
});

test('what of a payment became credit is told as such: its lines are what the books have', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { id } = await aCapturedPayment(world.database.db, own(world), 3_000n);
  expect(given(await world.call('payer', 'status', { paymentId: id }, payer))).toMatchObject({
    amountCents: 8_000,
    lines: [{ obligationId: world.a.fee.id, amountCents: 5_000, balanceAfterCents: 3_000 }],
    credit: { amountCents: 3_000, name: { en: expect.any(String), es: expect.any(String) } },
  });
});

test('who may no longer pay for the person hears no balance but those of what they paid', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const { id: open } = await aPayment(db, { ...own(world), state: 'declined' });
  const { id: paid } = await aCapturedPayment(db, { ...own(world), obligation: world.a.restitution });
  const told = async () => ({
    open: given(await world.call('payer', 'status', { paymentId: open }, payer)),
    paid: given(await world.call('payer', 'status', { paymentId: paid }, payer)),
    found: given(await world.call('payer', 'open', {}, payer)),
    history: given(await world.call('payer', 'history', {}, payer)),
  });
  const linked = await told();
  expect(linked.open.lines).toMatchObject([{ amountCents: 8_000, balanceAfterCents: 0 }]);

  await db.payerLink.updateMany({ data: { state: 'revoked' } });
  const revoked = await told();
  expect(revoked.open.lines).toEqual([
    { obligationId: world.a.fee.id, kind: 'supervision_fee', label: expect.any(String), amountCents: 8_000 },
  ]);
  expect(revoked.paid).toEqual(linked.paid);
  await paidLater(world, accounts.receivable(world.a.fee.id), 7_000n);
  expect(await told()).toEqual(revoked);
});

test('a payment says its fee in hundredths of a per cent, as its quote did', async () => {
  expect(await statusOf('declined')).toMatchObject({
    amountCents: 8_000,
    feeCents: 200,
    feeBasisPoints: 250,
  });
});

test('reload in the middle: the newest payment whose end is not known is found again', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const at = (minutes: number) => ({ createdAt: new Date(world.now().getTime() + minutes * 60_000) });
  await aPayment(db, { ...own(world), state: 'unknown', ...at(1) });
  const newest = await aPayment(db, { ...own(world), state: 'requires_action', ...at(2) });
  await aPayment(db, { ...own(world), state: 'declined', ...at(3) });
  const { payment } = given(await world.call('payer', 'open', {}, payer));
  expect(payment).toMatchObject({ id: newest.id, status: 'needs_action' });
  const key = newest.attempts[0]?.key ?? '';
  const found = given(await world.call('payer', 'statusOfAttempt', { attemptKey: key }, payer));
  expect(found.payment?.id).toBe(newest.id);
});

test('the history has every payment once, newest first, page by page', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  for (let n = 0; n < 45; n++) {
    const createdAt = new Date(world.now().getTime() + Math.floor(n / 3) * 1000); // several in one instant
    await aPayment(db, { ...own(world), state: n % 2 === 0 ? 'succeeded' : 'failed', createdAt });
  }
  const seen: { id: string; createdAt: string }[] = [];
  let cursor: string | undefined;
  do {
    const page = given(await world.call('payer', 'history', { ...(cursor && { cursor }) }, payer));
    expect(page.items.length).toBeLessThanOrEqual(20);
    seen.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  expect(new Set(seen.map(({ id }) => id)).size).toBe(45);
  const times = seen.map(({ createdAt }) => createdAt);
  expect(times).toEqual(times.toSorted().toReversed());
  const bad = await world.post('payer.history', { cursor: 'no cursor' }, payer);
  expect(bad.status).toBe(400);
});

test('the history has at wish what was paid alone: each with its receipt', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  await aPayment(db, { ...own(world), state: 'failed' });
  await aCapturedPayment(db, own(world));
  const ask = async (input: object) => given(await world.call('payer', 'history', input, payer)).items;
  expect(await ask({})).toHaveLength(2);
  const paid = await ask({ paidOnly: true });
  expect(paid).toEqual([expect.objectContaining({ receipt: expect.anything() })]);
});

test('the history says of a payment that its bank took back that it was, and what of it is owed again', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const ofIt = async () => given(await world.call('payer', 'history', {}, payer)).items;
  await aCapturedPayment(db, own(world));
  expect(await ofIt()).toEqual([expect.not.objectContaining({ takenBack: expect.anything() })]);
  await allTakenBack(db, world.a.id, world.now());
  const [item] = await ofIt();
  expect(item?.takenBack?.short).toEqual({ en: 'Taken back', es: 'Anulado' });
  expect(item?.takenBack?.text.en).toMatch(/taken back on .*2026.* is owed again/);
  expect(item?.receipt?.number).toBe(1); // what was paid was receipted, and stays so
});

test('what is owed is told with what a payment holds of it, and what is due and free to be paid', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { person, fee, restitution } = world.a;
  const owed = async () => given(await world.call('payer', 'owed', { personId: person.id }, payer));
  expect(await owed()).toMatchObject({
    person: { id: person.id, idLast4: '213A', relation: 'self' },
    balanceCents: 23_000,
    dueCents: 13_000,
    dueOn: '2026-11-30',
    leastCents: 500,
    mostCents: 23_000,
    obligations: [
      { id: restitution.id, balanceCents: 15_000, dueCents: 5_000, pastDue: false },
      { id: fee.id, balanceCents: 8_000, dueCents: 8_000, pastDue: false },
    ],
  });
  await aPayment(world.database.db, { ...own(world), state: 'charging' });
  expect(await owed()).toMatchObject({
    balanceCents: 23_000,
    dueCents: 5_000,
    mostCents: 15_000,
    obligations: [
      { id: restitution.id, dueCents: 5_000 },
      { id: fee.id, balanceCents: 8_000, heldCents: 8_000, dueCents: 0 },
    ],
  });
  world.pass(20 * 24 * 3_600_000);
  const again = await signedIn(world, world.a);
  const late = given(await world.call('payer', 'owed', { personId: person.id }, again));
  expect(late.obligations).toMatchObject([{ pastDue: true }, { pastDue: false }]);
});

test('what a payment goes to is named in both languages where the agency did so, to its payer', async () => {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const { db } = world.database;
  const label = { en: 'Fee, six months', es: 'Cuota, seis meses' };
  await db.obligation.update({ where: { id: world.a.fee.id }, data: { label: storedWords(label) } });
  const { id } = await aCapturedPayment(db, { ...own(world), obligation: world.a.fee });
  const { lines } = given(await world.call('payer', 'status', { paymentId: id }, payer));
  expect(lines).toMatchObject([{ label }]);
});
