import type { Receipt } from '../../workflows/payment/receipt.ts';

/** How long what is at a receipt's address counts as its first issue. */
const FIRST_ISSUE_MINUTES = 60;

/**
 * When a receipt that is made now is a reprint: later than an hour after it was issued. No visit is counted, so that
 * a reload, a second download or a mail server that looks at links first makes no reprint of what its payer has not
 * seen (docs/decisions/0017-a-receipt-is-a-reprint-after-an-hour.md).
 * @returns null: it is the first issue
 */
export function reprintedAt({ issuedAt }: Pick<Receipt, 'issuedAt'>, now: Date): Date | null {
  return now.getTime() - issuedAt.getTime() > FIRST_ISSUE_MINUTES * 60_000 ? now : null;
}
