import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aWorld, given, signedIn } from '../test-world.ts';

test('a debt put on hold between quote and pay is not paid: the payer is shown the new quote, and nothing is written', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { id: agencyId, person, fee, restitution } = world.a;
  const payer = await signedIn(world, world.a);
  const quote = async (...obligationIds: string[]) => {
    const selection = { personId: person.id, obligationIds, choice: { kind: 'due_now' } as const };
    return { selection, answer: given(await world.call('payer', 'quote', selection, payer)) };
  };
  const { selection, answer } = await quote(fee.id, restitution.id);
  if (!answer.ok) throw new Error(answer.refusal.code);
  expect(answer.quote.amountCents).toBe(13_000);
  const hold = { agencyId, reason: 'in_dispute', since: world.now() };
  await db.obligationHold.create({ data: { ...hold, obligationId: fee.id } });
  const asked = {
    ...selection,
    quoteDigest: answer.quote.digest,
    attemptKey: randomUUID(),
    confirmationToken: 'ctoken_card1',
    payAgain: false,
  };
  expect(given(await world.call('payer', 'pay', asked, payer))).toMatchObject({
    ok: false,
    refusal: {
      code: 'quote_changed',
      quote: { amountCents: 5_000, lines: [{ obligationId: restitution.id, amountCents: 5_000 }] },
    },
  });
  expect([await db.payment.count(), await db.outbox.count()]).toEqual([0, 0]);
  expect((await quote(fee.id)).answer).toMatchObject({ ok: false, refusal: { code: 'nothing_owed' } });
});
