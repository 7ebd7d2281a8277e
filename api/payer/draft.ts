import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { PayerSession } from '../auth/sessions.ts';
import type { Draft } from '../contract/index.ts';

/** Half a day, as a session: what is due may be another thing by then. */
const DRAFT_MS = 12 * 3_600_000;

/**
 * Where a payer is and what they chose. Strict, and each member of few forms: no password, code or card number fits in,
 * whatever a page sends.
 */
export const draftInput = z.strictObject({
  step: z.enum(['owe', 'check', 'history']),
  personId: z.string().max(64).optional(),
  choice: z.enum(['due_now', 'everything', 'other']).optional(),
  /** As typed for `other`, at most $9,999,999.99: shorter than a code or a number of a card. */
  amount: z
    .string()
    .regex(/^\$?((\d{0,7}|\d{1,3},\d{3}|\d,\d{3},\d{3})([.]\d{0,2})?|\d{1,7},\d{2})$/, 'must be an amount')
    .optional(),
  tender: z.literal('bank_debit').optional(),
}) satisfies z.ZodType<Draft>;

/**
 * The draft to go on from, or none: too old, of a person this account may not pay for any more, or from before its
 * newest payment, which is what became of it.
 */
export async function draftOf(
  read: Db,
  { accountId, agencyId }: PayerSession,
  now: Date,
): Promise<Draft | null> {
  const young = { gt: new Date(now.getTime() - DRAFT_MS) };
  const stored = await read.payerDraft.findFirst({ where: { accountId, agencyId, savedAt: young } });
  const draft = draftInput.safeParse(stored?.data).data; // one of an older version may be of another shape
  if (stored === null || draft === undefined) return null;
  const since = { accountId, agencyId, createdAt: { gte: stored.savedAt } };
  if ((await read.payment.count({ where: since })) > 0) return null;
  const { personId } = draft;
  const link = { accountId, agencyId, personId: personId ?? '', state: 'active' };
  const mayPay = personId === undefined || (await read.payerLink.count({ where: link })) === 1;
  return mayPay ? draft : null;
}
