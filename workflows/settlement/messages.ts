/** Input of settlementWorkflow: the agency whose account is read. */
export interface SettlementInput {
  agencyId: string;
}

/** How a pass ended. */
export interface PassEnd {
  /** Balance transactions recorded for the first time. */
  recorded: number;
  /** Of those in Stripe's list, the ones whose capture is not in the books yet: the next pass takes them. */
  waiting: number;
  /** Booked captures whose balance transaction is not in Stripe's list: none of these is settled. */
  unsettled: number;
}

export const SETTLEMENT_WORKFLOW = 'settlementWorkflow';
export const settlementId = (agencyId: string) => `settlement/${agencyId}`;
