import { toWire } from '../../workflows/money/money.ts';

/**
 * A service fee beside the amount it is taken for, in hundredths of a per cent, rounded half up: 325 of 13,000 → 250.
 * @param figures minor units; amountCents > 0
 */
export const feeBasisPoints = ({
  amountCents,
  feeCents,
}: {
  amountCents: bigint;
  feeCents: bigint;
}): number => toWire((feeCents * 10_000n + amountCents / 2n) / amountCents);
