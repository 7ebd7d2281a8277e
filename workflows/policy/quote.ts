import { sum } from '../money/money.ts';
import type { Circumstances, Claim } from './claim.ts';
import type { Explanation } from './explanation.ts';
import { feeFor, feeTableBounds } from './fee.ts';
import { divideByRule } from './governing.ts';
import type { Rules } from './rules.ts';

/** What a payer chose. Whole cents. */
export type Choice = { kind: 'due_now' } | { kind: 'everything' } | { kind: 'other'; amountCents: number };

/** How a payment online is made. */
const TENDER = 'card';

/** What a payment would be. Minor units of USD; the lines sum to the amount. */
export interface QuoteFigures {
  amountCents: bigint;
  feeCents: bigint;
  lines: { obligationId: string; amountCents: bigint }[];
  /** How it was divided, and by which version of which rule. */
  explanation: Explanation;
}

export type QuoteRefusal =
  | { code: 'nothing_owed' | 'amount_required' }
  | { code: 'amount_too_small' | 'amount_too_large'; amountCents: bigint };

/** Bounds of a freely chosen amount: the least is no more than what is owed. Minor units. */
export function boundsOf(
  claims: readonly Claim[],
  rules: Rules,
  circumstances: Circumstances = {},
): { leastCents: bigint; mostCents: bigint } {
  const mostCents = smallest(
    placeable(rules, claims, circumstances),
    BigInt(rules.limit.rule.mostCents),
    feeTableBounds(rules.fee.rule, TENDER)?.mostCents ?? null,
  );
  return { leastCents: smallest(BigInt(rules.limit.rule.leastCents), mostCents), mostCents };
}

/**
 * The figures of a payment from what is owed, the payer's choice and the agency's rules.
 * @param claims what is owed and free to be paid (less what other payments hold), as far as the payer chose it
 * @param circumstances what else is due; the rule may let what was chosen wait for it, and then it cannot be paid
 */
export function quoteOf(
  claims: readonly Claim[],
  choice: Choice,
  rules: Rules,
  circumstances: Circumstances = {},
): { ok: true; figures: QuoteFigures } | { ok: false; refusal: QuoteRefusal } {
  const amountCents = amountOf(claims, choice, rules, circumstances);
  const refusal = refusalOf(amountCents, choice, rules, boundsOf(claims, rules, circumstances));
  if (refusal !== null) return { ok: false, refusal };
  const fee = feeFor(rules.fee.rule, amountCents, TENDER);
  if (fee === null) throw new RangeError(`no fee is stated for ${amountCents}`); // refusalOf bounds it
  const feeCents = fee.payerCents;
  const divided = divideByRule(rules.allocation, claims, amountCents, circumstances);
  const { byClaim, unappliedCents, explanation } = divided;
  if (unappliedCents > 0n) {
    const most = placeable(rules, claims, circumstances, amountCents);
    return { ok: false, refusal: { code: 'amount_too_large', amountCents: most } };
  }
  const lines = [...byClaim].map(([obligationId, cents]) => ({ obligationId, amountCents: cents }));
  return { ok: true, figures: { amountCents, feeCents, lines, explanation } };
}

function amountOf(
  claims: readonly Claim[],
  choice: Choice,
  rules: Rules,
  circumstances: Circumstances,
): bigint {
  switch (choice.kind) {
    case 'due_now':
      return placeable(rules, claims, circumstances, sum(claims.map(({ dueCents }) => dueCents)));
    case 'everything':
      return placeable(rules, claims, circumstances);
    case 'other':
      return BigInt(choice.amountCents);
  }
}

function refusalOf(
  amountCents: bigint,
  choice: Choice,
  rules: Rules,
  { leastCents, mostCents }: ReturnType<typeof boundsOf>,
): QuoteRefusal | null {
  if (mostCents === 0n) return { code: 'nothing_owed' };
  if (amountCents <= 0n) return { code: choice.kind === 'other' ? 'amount_required' : 'nothing_owed' };
  const tableStart = feeTableBounds(rules.fee.rule, TENDER)?.leastCents ?? 1n;
  if (amountCents < tableStart) return { code: 'amount_too_small', amountCents: tableStart };
  if (amountCents > mostCents) return { code: 'amount_too_large', amountCents: mostCents };
  if (choice.kind === 'other' && amountCents < leastCents)
    return { code: 'amount_too_small', amountCents: leastCents };
  return null;
}

/** The most, up to a bound, that the rule lets one payment reach: all that is owed, but for what it holds back. */
function placeable(
  { allocation }: Rules,
  claims: readonly Claim[],
  circumstances: Circumstances,
  upToCents?: bigint,
): bigint {
  let cents = upToCents ?? sum(claims.map(({ balanceCents }) => balanceCents));
  for (;;) {
    const { unappliedCents } = divideByRule(allocation, claims, cents, circumstances);
    if (unappliedCents === 0n) return cents;
    cents -= unappliedCents; // a part of a smaller payment is smaller too: look again
  }
}

const smallest = (first: bigint, ...others: (bigint | null)[]) =>
  others.reduce<bigint>((least, one) => (one !== null && one < least ? one : least), first);
