import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aWorld, PASSWORD, signedIn, type Caller, type World } from '../test-world.ts';

const draftFor = ({ a }: World) => ({
  step: 'check' as const,
  personId: a.person.id,
  choice: 'other' as const,
  amount: '25.00',
});

/** Somebody at agency A who is in the middle of something. */
async function inTheMiddle() {
  const world = await aWorld();
  const payer = await signedIn(world, world.a);
  const draft = draftFor(world);
  expect((await world.call('payer', 'keepDraft', draft, payer)).data).toEqual({ ok: true });
  const opened = async (caller: Caller = payer) => (await world.call('payer', 'open', {}, caller)).data;
  return { world, payer, draft, opened };
}

test('a reload goes on with the step and the choices, on every device of the account, and the newest counts', async () => {
  const { world, payer, draft, opened } = await inTheMiddle();
  expect(await opened()).toEqual({ draft });
  const elsewhere = await signedIn(world, world.a);
  expect(await opened(elsewhere)).toEqual({ draft });
  const next = { step: 'owe' as const, choice: 'everything' as const };
  await world.call('payer', 'keepDraft', next, payer);
  expect(await opened(elsewhere)).toEqual({ draft: next });
  expect(await world.database.db.payerDraft.count()).toBe(1);
});

test.each(['$1,234.50', '50,25'])('an amount is kept as it was typed: %s', async (amount) => {
  const { world, payer, draft, opened } = await inTheMiddle();
  await world.call('payer', 'keepDraft', { ...draft, amount }, payer);
  expect(await opened()).toEqual({ draft: { ...draft, amount } });
});

test('a draft is of its account at its agency alone', async () => {
  const { world, opened } = await inTheMiddle();
  expect(await opened(await signedIn(world, world.b))).toEqual({});
});

test('a draft has an end: half a day, a sign-out, a payment', async () => {
  const afterHalfADay = await inTheMiddle();
  afterHalfADay.world.pass(12 * 3_600_000);
  const again = await signedIn(afterHalfADay.world, afterHalfADay.world.a);
  expect(await afterHalfADay.opened(again)).toEqual({});

  const afterSignOut = await inTheMiddle();
  await afterSignOut.world.call('auth', 'signOut', {}, afterSignOut.payer);
  expect(await afterSignOut.world.database.db.payerDraft.count()).toBe(0);

  const { world, opened } = await inTheMiddle();
  const { account, person, fee: obligation } = world.a;
  const of = { accountId: account.id, personId: person.id, obligation };
  await aPayment(world.database.db, { ...of, state: 'succeeded', createdAt: world.now() });
  expect(await opened()).toEqual({}); // what was to be paid is paid: not to be asked for again
});

test('a draft of somebody the account may not pay for any more is none', async () => {
  const { world, opened } = await inTheMiddle();
  await world.database.db.payerLink.updateMany({ data: { state: 'revoked' } });
  expect(await opened()).toEqual({});
});

test.each([
  ['a password', { password: PASSWORD }],
  ['a code', { code: '48291744' }],
  ['a card', { card: '4242' }],
  ['a card number as an amount', { amount: '4242424242424242' }],
  ['a code as an amount', { amount: '48291744' }],
  ['anything as an amount', { amount: PASSWORD }],
  ['a step that is none', { step: 'new-password' }],
])('no draft can hold %s', async (_, over) => {
  const { world, payer, draft, opened } = await inTheMiddle();
  const reply = await world.post('payer.keepDraft', { ...draft, ...over }, payer);
  expect(reply.status).toBe(400);
  expect(await opened()).toEqual({ draft });
});

test('no draft can hold a card number, or anything else, in place of a person', async () => {
  const { world, payer, draft, opened } = await inTheMiddle();
  for (const personId of ['4242424242424242', PASSWORD, world.b.person.id]) {
    const reply = await world.post('payer.keepDraft', { ...draft, personId }, payer);
    expect([personId, reply.status]).toEqual([personId, 404]);
  }
  expect(await opened()).toEqual({ draft });
});

test('a stored draft of another shape, from an older version, is none', async () => {
  const { world, opened } = await inTheMiddle();
  await world.database.db.payerDraft.updateMany({ data: { data: { step: 'gone', more: 1 } } });
  expect(await opened()).toEqual({});
});
