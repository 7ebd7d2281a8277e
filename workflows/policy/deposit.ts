/**
 * What is taken from money that somebody sends to a person in custody, before the rest is theirs. Not a payment of a debt
 * by choice: the law takes it from the deposit (docs/policy.md, deposits).
 */
export interface DepositRule {
  name: string;
  source: { citation: string; url?: string };
  /** Taken in this order, each from the whole deposit; together never more than it. */
  takes: readonly DepositTake[];
  /** Deposits of which nothing is taken. */
  exempt: readonly DepositSource[];
}

/** Where a deposit comes from, as the rules tell them apart. */
export const DEPOSIT_SOURCES = [
  'family',
  'wages',
  'federal_disability',
  'veterans_benefits',
  'lost_property_refund',
  'failed_purchase_refund',
  'legal_settlement',
] as const;
export type DepositSource = (typeof DEPOSIT_SOURCES)[number];

/** What money can be taken for. */
export const DEPOSIT_CLAIMS = [
  'restitution',
  'crime_victims',
  'savings',
  'legal_financial_obligations',
  'child_support',
  'incarceration_cost',
  'civil_judgment',
] as const;
export type DepositClaim = (typeof DEPOSIT_CLAIMS)[number];

export interface DepositTake {
  for: DepositClaim;
  /** Of the deposit. */
  percent: number;
  /** Only while it is owed, and never more than is owed; absent: always, without a bound. */
  whileOwed?: true;
  /** An administrative fee on top, in per cent of what is taken. */
  feePercent?: number;
}

/** Minor units, ≥ 0; what is not named is not owed. */
export type DepositOwed = Readonly<Partial<Record<DepositClaim, bigint>>>;

export interface DepositDivision {
  taken: { for: DepositClaim; cents: bigint; feeCents: bigint }[];
  /** What the person gets. takenCents + fees + leftCents = the deposit. */
  leftCents: bigint;
}

const HUNDRED = 100n;

/**
 * Divide a deposit.
 * @param depositCents minor units, ≥ 0
 * @throws {RangeError} a negative deposit or debt
 * Rule: parts of a cent are the person's: each share, and each fee, is rounded down (the laws are silent).
 */
export function divideDeposit(
  rule: DepositRule,
  depositCents: bigint,
  source: DepositSource,
  owed: DepositOwed,
): DepositDivision {
  if (depositCents < 0n) throw new RangeError(`cannot divide a deposit of ${depositCents}`);
  if (rule.exempt.includes(source)) return { taken: [], leftCents: depositCents };
  const stillOwed = new Map(DEPOSIT_CLAIMS.map((claim) => [claim, owed[claim] ?? 0n]));
  for (const [claim, cents] of stillOwed)
    if (cents < 0n) throw new RangeError(`a debt of ${cents} for ${claim}`);
  let leftCents = depositCents;
  const taken = rule.takes.flatMap((take) => {
    const owedCents = stillOwed.get(take.for) ?? 0n;
    const part = takeOf(take, { depositCents, owedCents, leftCents });
    leftCents -= part.cents + part.feeCents;
    if (take.whileOwed) stillOwed.set(take.for, owedCents - part.cents);
    return part.cents > 0n ? [part] : [];
  });
  return { taken, leftCents };
}

/** Its share of the deposit; no more than is owed, and no more than leaves its fee. */
function takeOf(
  { for: claim, percent, whileOwed, feePercent = 0 }: DepositTake,
  of: { depositCents: bigint; owedCents: bigint; leftCents: bigint },
): DepositDivision['taken'][number] {
  const fee = BigInt(feePercent);
  const bounds = [
    (of.depositCents * BigInt(percent)) / HUNDRED,
    (of.leftCents * HUNDRED) / (HUNDRED + fee),
    ...(whileOwed ? [of.owedCents] : []),
  ];
  const cents = bounds.reduce((least, bound) => (bound < least ? bound : least));
  return { for: claim, cents, feeCents: (cents * fee) / HUNDRED };
}
