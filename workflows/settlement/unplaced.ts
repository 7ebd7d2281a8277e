import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';

const KIND = 'unplaced_balance_transaction';

const REASONS = {
  unexplained: 'Stripe lists money that no journal entry explains',
  unreversed: 'Stripe still lists the money of a bank debit that is over without it',
  refused: 'Stripe lists money that the books refuse to record',
} as const;

/** Money that no entry explains, or that could not be recorded: staff are told, once. */
export async function askPeople(
  tx: Db | Tx,
  agencyId: string,
  subjectId: string,
  now: Date,
  why: keyof typeof REASONS = 'unexplained',
): Promise<void> {
  const task = { agencyId, kind: KIND, subjectId };
  const reason = REASONS[why];
  await tx.staffTask.upsert({
    where: { agencyId_kind_subjectId: task },
    create: { id: randomUUID(), ...task, reason, createdAt: now },
    update: { kind: task.kind }, // nothing new: but so it is one statement, which cannot race
  });
}

/** These are explained: whoever was asked need not look any more. */
export async function closeTasks(tx: Tx, agencyId: string, ids: readonly string[], now: Date): Promise<void> {
  if (ids.length === 0) return;
  await tx.staffTask.updateMany({
    where: { agencyId, kind: KIND, subjectId: { in: [...ids] }, closedAt: null },
    data: { closedAt: now },
  });
}
