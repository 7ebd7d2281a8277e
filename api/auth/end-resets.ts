import type { Tx } from '../../prisma/client.ts';

/**
 * Whose own an account is has changed: mailed links under way, and proofs that were given for an answer to one, are of
 * who it was before, and set no password any more. In a transaction that holds the accounts.
 */
export async function endResets(tx: Tx, accountIds: readonly string[], now: Date): Promise<void> {
  await tx.passwordReset.updateMany({
    where: { accountId: { in: [...accountIds] }, usedAt: null },
    data: { usedAt: now },
  });
}
