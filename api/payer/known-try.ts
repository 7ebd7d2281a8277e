import type { Db, Tx } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { no, type No } from '../refusal.ts';

/**
 * Has a try with this key been made? Raw, as each payment asks it twice: before its transaction and in it.
 * @returns null: no. The payment it belongs to, or a refusal: the key was used for something else
 */
export async function knownTry(
  db: Db | Tx,
  asked: { key: string; digest: string; accountId: string },
): Promise<{ ok: true; paymentId: string } | No | null> {
  const [attempt] = await queryRows<{ paymentId: string; requestDigest: string; accountId: string }>(db)`
    SELECT attempt."paymentId", attempt."requestDigest", payment."accountId"
    FROM "PaymentAttempt" AS attempt JOIN "Payment" AS payment ON payment."id" = attempt."paymentId"
    WHERE attempt."key" = ${asked.key}`;
  if (attempt === undefined) return null;
  if (attempt.accountId !== asked.accountId || attempt.requestDigest !== asked.digest)
    return no('attempt_reused');
  return { ok: true, paymentId: attempt.paymentId };
}
