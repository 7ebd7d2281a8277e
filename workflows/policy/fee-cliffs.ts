import { feeFor } from './fee.ts';
import type { Tender } from './codes.ts';
import type { FeeRule } from './rules.ts';

/** A place in a fee table where one cent more of payment changes the fee by more than a payer would expect. */
export interface Cliff {
  tender: Tender;
  /** The last amount before it. Minor units. */
  atCents: bigint;
  feeBeforeCents: bigint;
  feeAfterCents: bigint;
}

/**
 * Where the fee of a table leaps by more than a dollar or 1 % of the amount, whichever is more, or falls by more than
 * a cent: allowed, as agencies have such tables, but whoever enters one is told.
 */
export function feeCliffs(rule: FeeRule): Cliff[] {
  return rule.tables.flatMap(({ tenders: [tender], bands }) =>
    bands.slice(0, -1).flatMap(({ upToCents }): Cliff[] => {
      if (tender === undefined || upToCents === null) return [];
      const atCents = BigInt(upToCents);
      const [feeBeforeCents, feeAfterCents] = [atCents, atCents + 1n].map((cents) =>
        whole(rule, cents, tender),
      );
      if (feeBeforeCents === undefined || feeAfterCents === undefined) return [];
      const rise = feeAfterCents - feeBeforeCents;
      const expected = atCents / 100n > 100n ? atCents / 100n : 100n;
      return rise > expected || rise < -1n ? [{ tender, atCents, feeBeforeCents, feeAfterCents }] : [];
    }),
  );
}

const whole = (rule: FeeRule, cents: bigint, tender: Tender) => {
  const fee = feeFor(rule, cents, tender);
  return fee === null ? undefined : fee.payerCents + fee.agencyCents;
};
