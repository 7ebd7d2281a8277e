import { proxyActivities } from '@temporalio/workflow';
import type { SettlementActivities } from './activities.ts';
import type { PassEnd, SettlementInput } from './messages.ts';

const { recordBalanceTransactions } = proxyActivities<SettlementActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '10s', // a killed process is noticed by then: until it is, no other pass may begin
  retry: { initialInterval: '1s', maximumInterval: '10m' },
});

/** One pass over an agency's balance transactions: each is recorded once, and posts what its entry lacks. */
export async function settlementWorkflow({ agencyId }: SettlementInput): Promise<PassEnd> {
  return recordBalanceTransactions({ agencyId });
}
