import { afterEach, beforeEach, expect, test } from 'vitest';
import { withTransaction } from '../../../prisma/with-transaction.ts';
import { aNewPayment, aTry, aWorld, chargeStep, entryKey, type World } from '../fixtures.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';
import type { TryResult } from '../messages.ts';
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

const kinds = ['declined', 'requires_action', 'processing', 'failed', 'expired', 'canceled'] as const;
const withoutMoney: TryResult[] = [
  ...kinds.map((kind) => ({ kind })),
  { kind: 'unknown', cause: 'no_answer' },
];

const record = (paymentId: string, result: TryResult, n: number) =>
  books(world.deps, { paymentId, n, result, entryKey: entryKey(paymentId) });

/** @returns the payment's states as each result that a run still brings of its first try was booked */
async function hearOfTheFirst(id: string): Promise<Set<string>> {
  const states = new Set<string>();
  for (const result of withoutMoney) states.add(await record(id, result, 1));
  return states;
}

/** Another try of a payment whose first one was declined. */
async function aSecondTry(): Promise<string> {
  const id = await aNewPayment(world, { card: 'pm_card_visa_chargeDeclined' });
  await gate(world.deps, { paymentId: id });
  await charge(world.deps, chargeStep(id));
  await record(id, { kind: 'declined' }, 1);
  await aTry(world, id, 2);
  return id;
}

const stored = (id: string) =>
  world.deps.db.payment.findUniqueOrThrow({
    where: { id },
    include: { attempts: { orderBy: { n: 'asc' } }, reservations: true },
  });

test('what is heard late of an earlier try moves nothing while a later one is under way or unsure', async () => {
  const id = await aSecondTry();
  const seen: Set<string>[] = [];
  const { stripe } = world.deps;
  const confirmIntent: typeof stripe.confirmIntent = async (...asked) => {
    seen.push(await hearOfTheFirst(id));
    return stripe.confirmIntent(...asked);
  };
  const whileLate = { ...world.deps, stripe: { ...stripe, confirmIntent } };
  expect(await charge(whileLate, chargeStep(id, 2))).toEqual({ kind: 'succeeded' });
  seen.push(await hearOfTheFirst(id));
  await record(id, { kind: 'unknown', cause: 'no_answer' }, 2);
  seen.push(await hearOfTheFirst(id));
  expect(seen.map((states) => [...states])).toEqual([['charging'], ['charging'], ['unknown']]);
  const { attempts, reservations } = await stored(id);
  expect(attempts.map(({ state }) => state)).toEqual(['declined', 'succeeded']);
  expect(reservations.every(({ releasedAt }) => releasedAt === null)).toBe(true);
  expect(await record(id, { kind: 'succeeded' }, 2)).toBe('succeeded');
});

test('nor before the later one is sent; one that was only asked for does not keep a result from the books', async () => {
  const id = await aSecondTry();
  let transactions = 0;
  const run = world.deps.db.$transaction.bind(world.deps.db);
  const cut = withTransaction(world.deps.db, (work, ...options): unknown => {
    if (++transactions > 1) throw new Error('cut on purpose');
    return Reflect.apply(run, undefined, [work, ...options]);
  });
  await expect(charge({ ...world.deps, db: cut }, chargeStep(id, 2))).rejects.toThrow('cut on purpose');
  await aTry(world, id, 3);
  expect([...(await hearOfTheFirst(id))]).toEqual(['charging']);
  expect(await record(id, { kind: 'declined' }, 2)).toBe('declined');
  expect((await stored(id)).attempts.map(({ state }) => state)).toEqual(['declined', 'created', 'created']);
});

test('a try read without an intent has ended: a run that was frozen before it kept the intent does not send it', async () => {
  const id = await aNewPayment(world);
  await gate(world.deps, { paymentId: id });
  const read = { paymentId: id, n: 1, cancel: false, cancelKey: `payment/${id}:cancel:1` };
  const createIntent: StripeGateway['createIntent'] = async (...args) => {
    const made = await world.deps.stripe.createIntent(...args);
    expect(await readBack(world.deps, read)).toEqual({ kind: 'failed' });
    return made;
  };
  const frozen = { ...world.deps, stripe: { ...world.deps.stripe, createIntent } };
  expect(await charge(frozen, chargeStep(id))).toEqual({ kind: 'failed' });
  expect(await readBack(world.deps, read)).toMatchObject({ kind: expect.not.stringMatching('succeeded') });
  expect((await world.stripe.charges.list()).data).toEqual([]);
});
