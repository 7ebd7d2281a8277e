import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { wishFor } from '../../workflows/outbox.ts';

export interface NewTry {
  agencyId: string;
  paymentId: string;
  n: number;
  key: string;
  requestDigest: string;
  confirmationToken: string;
  now: Date;
}

/** Write a try and the wish to carry it out, in the caller's transaction. */
export async function beginTry(tx: Tx, facts: NewTry): Promise<void> {
  const { agencyId, paymentId, n, key, requestDigest, confirmationToken, now } = facts;
  const id = randomUUID();
  await tx.paymentAttempt.create({
    data: {
      id,
      agencyId,
      paymentId,
      n,
      key,
      requestDigest,
      confirmationToken,
      stripeParams: { confirmation_token: confirmationToken, use_stripe_sdk: true },
      state: 'created',
      createdAt: now,
    },
    select: { id: true },
  });
  await wishFor(tx, { agencyId, kind: 'payment_attempt', subjectId: id }, now);
  await tx.paymentEvent.create({
    data: {
      id: randomUUID(),
      agencyId,
      paymentId,
      at: now,
      kind: n === 1 ? 'created' : 'tried_again',
      source: 'payer',
      detail: { n },
    },
    select: { id: true },
  });
}
