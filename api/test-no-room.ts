import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { aPayment } from '../prisma/fixtures/payment.ts';
import { given, type Caller, type World } from './test-world.ts';

/** What is asked again and again, and what it is answered with while there is no room. */
export interface Asked {
  status: number;
  message: string | undefined;
}

/** A payment of what is due, as the page asks for it. */
export async function aRequest(world: World, payer: Caller) {
  const { person, fee, restitution } = world.a;
  const obligationIds = [fee.id, restitution.id];
  const selection = { personId: person.id, obligationIds, choice: { kind: 'due_now' as const } };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  const quoteDigest = quoted.ok ? quoted.quote.digest : '';
  const keys = { attemptKey: randomUUID(), confirmationToken: 'ctoken_card1' };
  return { ...selection, ...keys, quoteDigest, payAgain: false };
}

/** A payment that was declined and may be tried again, with another card. */
export async function anotherTry({ a, database, now }: World) {
  const expiresAt = new Date(now().getTime() + 30 * 60_000);
  const of = { accountId: a.account.id, personId: a.person.id, obligation: a.fee, expiresAt };
  const { id: paymentId } = await aPayment(database.db, { ...of, state: 'declined' });
  return { paymentId, attemptKey: randomUUID(), confirmationToken: 'ctoken_card2' };
}

/**
 * Ask with no room, with room for one more, and so on, until the answer is no longer a refusal; each refusal leaves
 * everything as it was.
 * @returns how many refusals there were
 */
export async function refusalsOf(room: {
  leave: (much: number | null) => Promise<void>;
  rows: () => Promise<string>;
  ask: () => Promise<Asked>;
}): Promise<number> {
  const before = await room.rows();
  for (let much = 0; much < 100; much++) {
    await room.leave(much);
    const { status, message } = await room.ask();
    await room.leave(null);
    if (status === 200) return much;
    expect([status, message]).toEqual([503, SENTENCE]);
    expect(await room.rows()).toBe(before); // no half state
  }
  throw new Error('there was never room enough');
}

const SENTENCE = 'Nothing can be saved at the moment. Please try again in a few minutes.';
