import type { Db, Tx } from '../../prisma/client.ts';
import { no, type No } from '../refusal.ts';

/**
 * Has a try with this key been made?
 * @returns null: no. The payment it belongs to, or a refusal: the key was used for something else
 */
export async function knownTry(
  db: Db | Tx,
  asked: { key: string; digest: string; accountId: string },
): Promise<{ ok: true; paymentId: string } | No | null> {
  const attempt = await db.paymentAttempt.findUnique({
    where: { key: asked.key },
    select: { paymentId: true, requestDigest: true, payment: { select: { accountId: true } } },
  });
  if (attempt === null) return null;
  const theirs = attempt.payment.accountId === asked.accountId;
  if (!theirs || attempt.requestDigest !== asked.digest) return no('attempt_reused');
  return { ok: true, paymentId: attempt.paymentId };
}
