import { z } from 'zod';

/** An id of ours: opaque text. */
export const idInput = z.string().min(1).max(64);

/** What the payer chose among what is owed. Whether the amount is within bounds is told by an answer. */
export const choiceInput = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('due_now') }),
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('other'), amountCents: z.int('must be whole cents') }),
]);

export const selectionInput = z.object({
  personId: idInput,
  obligationIds: z.array(idInput).min(1).max(100),
  choice: choiceInput,
  /** Absent: by card. */
  tender: z.literal('bank_debit').optional(),
});
export type Selection = z.infer<typeof selectionInput>;

/** A UUID that the widget makes once per try. */
export const attemptKeyInput = z.uuid().toLowerCase();

/** As Stripe's form made it in the browser. */
export const confirmationTokenInput = z.string().regex(/^ctoken_\w{1,200}$/, 'must be a confirmation token');
