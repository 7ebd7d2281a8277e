/** A line of a frozen split. Minor units, > 0. */
interface Line {
  obligationId: string;
  amountCents: bigint;
}

/**
 * What of a frozen split still fits what is owed: an obligation may have been waived while the payment ran.
 * @param owedOn what the ledger says is owed on an obligation now
 * @returns lines that fit, in their order, and the rest, which becomes the person's credit
 */
export function fit<L extends Line>(
  lines: readonly L[],
  owedOn: (obligationId: string) => bigint,
): { lines: L[]; unappliedCents: bigint } {
  const left = new Map<string, bigint>();
  let unappliedCents = 0n;
  const fitting = lines.map((line) => {
    const owed = left.get(line.obligationId) ?? owedOn(line.obligationId);
    const amountCents = line.amountCents < owed ? line.amountCents : owed > 0n ? owed : 0n;
    left.set(line.obligationId, owed - amountCents);
    unappliedCents += line.amountCents - amountCents;
    return { ...line, amountCents };
  });
  return { lines: fitting.filter(({ amountCents }) => amountCents > 0n), unappliedCents };
}
