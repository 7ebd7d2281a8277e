import type { FeeRule } from './rules.ts';

/**
 * The service fee on an amount.
 * @param amountCents minor units, > 0
 * @returns minor units, or null where the table ends below the amount
 */
export function feeFor(rule: FeeRule, amountCents: bigint): bigint | null {
  const tier = rule.tiers.find(({ upToCents }) => amountCents <= BigInt(upToCents));
  return tier === undefined ? null : BigInt(tier.feeCents);
}

/** The largest amount that the fee table knows, minor units. */
export function feeTableEnd(rule: FeeRule): bigint {
  return BigInt(rule.tiers.at(-1)?.upToCents ?? 0);
}
