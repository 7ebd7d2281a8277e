/** The kinds of what can be owed. */
export const OBLIGATION_KINDS = ['supervision_fee', 'restitution', 'drug_test', 'court_costs'] as const;
export type ObligationKind = (typeof OBLIGATION_KINDS)[number];

/** A kind from outside (a database row). @throws {RangeError} none of them */
export function obligationKind(name: string): ObligationKind {
  const kind = OBLIGATION_KINDS.find((candidate) => candidate === name);
  if (kind === undefined) throw new RangeError(`no such kind of obligation: ${name}`);
  return kind;
}

/**
 * In which order a payment goes to what is owed: tier by tier, each in full before the next; inside a tier by
 * outstanding balance. With `dueFirst` the tiers are walked twice: over what is due, then over the rest.
 * Kinds that no tier names come last, together.
 */
export interface AllocationRule {
  family: 'strict_tiers';
  name: string;
  dueFirst: boolean;
  tiers: readonly (readonly ObligationKind[])[];
}

/** The payer's service fee by amount; bounds inclusive, ascending; above the last one nothing is taken. */
export interface FeeRule {
  family: 'tiers';
  name: string;
  tiers: readonly { readonly upToCents: number; readonly feeCents: number }[];
}

/** Bounds of one payment that the payer chooses freely. What is due, or everything, may be less. */
export interface LimitRule {
  name: string;
  leastCents: number;
  mostCents: number;
}

/** The three rules of an agency in force on a day, each with the id of its version. */
export interface Rules {
  allocation: Versioned<AllocationRule>;
  fee: Versioned<FeeRule>;
  limit: Versioned<LimitRule>;
}

export interface Versioned<Rule> {
  versionId: string;
  version: number;
  rule: Rule;
}
