import { sum } from '../../money/money.ts';
import { sharesOf } from '../../money/split.ts';

/** A line of a frozen split. Minor units, > 0. */
interface Line {
  obligationId: string;
  amountCents: bigint;
}

/**
 * What of a frozen split still fits what is owed: an obligation may have been waived, or adjusted down, while the
 * payment ran. Where a part of it fits, each of its payees gets their share of that part.
 * @param owedOn what the ledger says is owed on an obligation now
 * @returns lines that fit, in their order, and the rest, which becomes the person's credit
 */
export function fit<L extends Line>(
  lines: readonly L[],
  owedOn: (obligationId: string) => bigint,
): { lines: L[]; unappliedCents: bigint } {
  const fitting = new Map<L, bigint>();
  for (const [obligationId, own] of Map.groupBy(lines, (line) => line.obligationId)) {
    const parts = partsOf(
      own.map(({ amountCents }) => amountCents),
      owedOn(obligationId),
    );
    own.forEach((line, i) => fitting.set(line, parts[i] ?? 0n));
  }
  return {
    lines: lines.flatMap((line) => {
      const amountCents = fitting.get(line) ?? 0n;
      return amountCents > 0n ? { ...line, amountCents } : [];
    }),
    unappliedCents: sum(lines.map(({ amountCents }) => amountCents)) - sum(fitting.values()),
  };
}

/** @param owed may be less than nothing: then nothing fits */
function partsOf(frozen: readonly bigint[], owed: bigint): readonly bigint[] {
  if (owed >= sum(frozen)) return frozen;
  return owed > 0n ? sharesOf(owed, frozen) : [];
}
