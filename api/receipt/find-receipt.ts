import { receiptOf, type Receipt } from '../../workflows/payment/receipt.ts';
import type { Deps } from '../deps.ts';
import { ruleName } from '../rule-name.ts';

/** A receipt as its page shows it. */
export interface PrintedReceipt extends Receipt {
  /** The rule by which the payment was divided. */
  allocationRule: string | null;
}

/** The receipt with this token, or null. */
export async function findReceipt(
  { read, origin }: Pick<Deps, 'read' | 'origin'>,
  receiptToken: string,
): Promise<PrintedReceipt | null> {
  const receipt = await receiptOf(read, { receiptToken }, origin());
  return receipt && { ...receipt, allocationRule: await ruleName(read, receipt.allocationPolicyId) };
}
