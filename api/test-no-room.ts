import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { given, signedIn, type Caller, type World } from './test-world.ts';

/** So that asking again and again is not refused for itself. */
export const limits = { payPerAccount: { tries: 1_000, seconds: 60 } };

/** A payment of what is due, as the page asks for it. */
async function aRequest(world: World, payer: Caller) {
  const { person, fee, restitution } = world.a;
  const obligationIds = [fee.id, restitution.id];
  const selection = { personId: person.id, obligationIds, choice: { kind: 'due_now' as const } };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  const quoteDigest = quoted.ok ? quoted.quote.digest : '';
  const keys = { attemptKey: randomUUID(), confirmationToken: 'ctoken_card1' };
  return { ...selection, ...keys, quoteDigest, payAgain: false };
}

/** A payment that was declined and may be tried again, with another card. */
async function anotherTry({ a, database, now }: World) {
  const expiresAt = new Date(now().getTime() + 30 * 60_000);
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee, expiresAt };
  const { id: paymentId } = await aPayment(database.db, { ...of, state: 'declined' });
  return { paymentId, attemptKey: randomUUID(), confirmationToken: 'ctoken_card2' };
}

/** A database that can be left without room, or with room for so much more; null: with all it wants. */
export interface Room {
  leave: (much: number | null) => Promise<void>;
  rows: () => Promise<string>;
}

/** Pay without room: nothing is begun before it is written. */
export async function payWithoutRoom(world: World, room: Room) {
  const { payment } = world.database.db;
  const payer = await signedIn(world, world.a);
  const request = await aRequest(world, payer);
  const before = await payment.count();
  const refusals = await refusalsOf(room, () => world.call('payer', 'pay', request, payer));
  expect(world.workflows.carried).toHaveLength(1);
  expect(await payment.count()).toBe(before + 1);
  return { refusals, request };
}

/** Try a declined payment again without room: it stays as it was until there is some. */
export async function tryAgainWithoutRoom(world: World, room: Room) {
  const payer = await signedIn(world, world.a);
  const again = await anotherTry(world);
  const refusals = await refusalsOf(room, () => world.call('payer', 'tryAgain', again, payer));
  const { paymentId, attemptKey } = again;
  expect(world.workflows.carried).toEqual([{ paymentId, n: 2, attemptKey }]);
  expect(await world.database.db.paymentAttempt.count()).toBe(2);
  return { refusals };
}

/**
 * Ask with no room, with room for one more, and so on, until the answer is no longer a refusal; each refusal leaves
 * everything as it was.
 * @returns how many refusals there were
 */
async function refusalsOf(room: Room, ask: () => ReturnType<World['call']>): Promise<number> {
  const before = await room.rows();
  for (let much = 0; much < 100; much++) {
    await room.leave(much);
    const { status, error } = await ask();
    await room.leave(null);
    if (status === 200) return much;
    expect([status, error?.message]).toEqual([503, SENTENCE]);
    expect(await room.rows()).toBe(before); // no half state
  }
  throw new Error('there was never room enough');
}

const SENTENCE = 'Nothing can be saved at the moment. Please try again in a few minutes.';
