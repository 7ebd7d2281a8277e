import { randomUUID } from 'node:crypto';
import type { Tx } from '../../prisma/client.ts';
import { execute } from '../../prisma/rows.ts';
import { wishFor } from '../../workflows/outbox.ts';
import { noteEvent } from '../../workflows/timeline.ts';

export interface NewTry {
  agencyId: string;
  paymentId: string;
  n: number;
  key: string;
  requestDigest: string;
  confirmationToken: string;
  /** Of a bank debit: what its payer agreed to. */
  consent?: Consent | undefined;
  now: Date;
}

export interface Consent {
  version: string;
  language: string;
  text: string;
  ipAddress: string;
  userAgent: string;
}

/** Write a try and the wish to carry it out, in the caller's transaction. */
export async function beginTry(tx: Tx, facts: NewTry): Promise<void> {
  const { agencyId, paymentId, n, key, requestDigest, confirmationToken, consent, now } = facts;
  const id = randomUUID();
  const stripeParams = {
    confirmation_token: confirmationToken,
    use_stripe_sdk: true,
    ...(consent && { mandate_data: mandateOf(consent, now) }),
  };
  await execute(tx)`
    INSERT INTO "PaymentAttempt" ("id", "agencyId", "paymentId", "n", "key", "requestDigest", "confirmationToken",
      "stripeParams", "state", "createdAt")
    VALUES (${id}, ${agencyId}, ${paymentId}, ${n}, ${key}, ${requestDigest}, ${confirmationToken},
      ${JSON.stringify(stripeParams)}, 'created', ${now})`;
  if (consent) await tx.debitConsent.create({ data: { attemptId: id, agencyId, at: now, ...consent } });
  await wishFor(tx, { agencyId, kind: 'payment_attempt', subjectId: id }, now);
  const kind = n === 1 ? 'created' : 'tried_again';
  await noteEvent(tx, { agencyId, paymentId, at: now, kind, source: 'payer', detail: { n } });
}

/** As the confirm takes it. */
const mandateOf = ({ ipAddress, userAgent }: Consent, now: Date) => ({
  customer_acceptance: {
    type: 'online',
    accepted_at: Math.floor(now.getTime() / 1000),
    online: { ip_address: ipAddress, user_agent: userAgent },
  },
});
