import { sum } from '../money/money.ts';
import type { Circumstances, Claim } from './claim.ts';
import type { Explanation } from './explanation.ts';
import type { PageTender } from './codes.ts';
import { feeFor, feeTableBounds } from './fee.ts';
import { divideByRule } from './governing.ts';
import type { Rules } from './rules.ts';

/** What a payer chose. Whole cents. */
export type Choice = { kind: 'due_now' } | { kind: 'everything' } | { kind: 'other'; amountCents: number };

/** Stripe charges no less in USD, fee included (docs.stripe.com/currencies, minimum and maximum charge amounts). */
const LEAST_CHARGE_CENTS = 50n;

/** What a payment would be. Minor units of USD; */
export interface QuoteFigures {
  amountCents: bigint;
  feeCents: bigint;
  lines: { obligationId: string; amountCents: bigint }[];
  /** What the person keeps as credit: the lines and this sum to the amount. */
  unappliedCents: bigint;
  /** How it was divided, and by which version of which rule. */
  explanation: Explanation;
}

export type QuoteRefusal =
  | { code: 'nothing_owed' | 'amount_required' }
  | { code: 'amount_too_small' | 'amount_too_large' | 'below_least_charge'; amountCents: bigint };

/**
 * Bounds of a freely chosen amount: the least is no more than what can be paid. Minor units.
 * @param owed as `quoteOf`'s
 */
export function boundsOf(
  owed: readonly Claim[],
  rules: Rules,
  circumstances: Circumstances = {},
  tender: PageTender = 'card',
): { leastCents: bigint; mostCents: bigint } {
  const claims = asFarAsAhead(owed, rules);
  const mostPlaced = placeable(rules, claims, circumstances);
  const mostCents = smallest(
    BigInt(rules.limit.rule.mostCents),
    mayBeCredit(rules, claims, mostPlaced, circumstances) ? null : mostPlaced,
    mostByFee(rules, tender),
  );
  return { leastCents: smallest(BigInt(rules.limit.rule.leastCents), mostCents), mostCents };
}

/** The most that a way to pay takes; null: any amount. Where the fee table has no such way, nothing. */
function mostByFee({ fee }: Rules, tender: PageTender): bigint | null {
  const bounds = feeTableBounds(fee.rule, tender);
  return bounds === null ? 0n : bounds.mostCents;
}

/** The most that one payment could place on what is owed, whatever its bounds. Minor units. @param owed as `quoteOf`'s */
export const payableOf = (owed: readonly Claim[], rules: Rules, circumstances: Circumstances = {}): bigint =>
  placeable(rules, asFarAsAhead(owed, rules), circumstances);

/**
 * The figures of a payment from what is owed, the payer's choice and the agency's rules.
 * @param owed what is owed and free to be paid (less what other payments hold), as far as the payer chose it
 * @param circumstances what else is due; the rule may let what was chosen wait for it, and then it cannot be paid
 * @param tender how it is made: its fee follows
 */
export function quoteOf(
  owed: readonly Claim[],
  choice: Choice,
  rules: Rules,
  circumstances: Circumstances = {},
  tender: PageTender = 'card',
): { ok: true; figures: QuoteFigures } | { ok: false; refusal: QuoteRefusal } {
  const claims = asFarAsAhead(owed, rules);
  const amountCents = amountOf(claims, choice, rules, circumstances);
  const bounds = boundsOf(owed, rules, circumstances, tender);
  const refusal = refusalOf(amountCents, choice, bounds, feeTableBounds(rules.fee.rule, tender)?.leastCents);
  if (refusal !== null) return { ok: false, refusal };
  const fee = feeFor(rules.fee.rule, amountCents, tender);
  if (fee === null) throw new RangeError(`no fee is stated for ${amountCents}`); // refusalOf bounds it
  const feeCents = fee.payerCents;
  if (amountCents + feeCents < LEAST_CHARGE_CENTS)
    return { ok: false, refusal: { code: 'below_least_charge', amountCents: LEAST_CHARGE_CENTS } };
  const divided = divideByRule(rules.allocation, claims, amountCents, circumstances);
  const { byClaim, unappliedCents, explanation } = divided;
  const placedCents = amountCents - unappliedCents;
  if (unappliedCents > 0n && !mayBeCredit(rules, claims, placedCents, circumstances)) {
    const most = placeable(rules, claims, circumstances, amountCents);
    return { ok: false, refusal: { code: 'amount_too_large', amountCents: most } };
  }
  const lines = [...byClaim].map(([obligationId, cents]) => ({ obligationId, amountCents: cents }));
  return { ok: true, figures: { amountCents, feeCents, lines, unappliedCents, explanation } };
}

/** Does paying `due_now` leave nothing due? A rule may place it on what is not due before all that is. @param owed as `quoteOf`'s */
export function dueNowClears(owed: readonly Claim[], rules: Rules): boolean {
  const quoted = quoteOf(owed, { kind: 'due_now' }, rules);
  if (!quoted.ok) return false;
  const paid = new Map(quoted.figures.lines.map((line) => [line.obligationId, line.amountCents]));
  return owed.every(({ id, dueCents }) => (paid.get(id) ?? 0n) >= dueCents);
}

/** What the agency lets a payment reach of each debt: what is due, with the next instalment, or all. */
export function asFarAsAhead<C extends Claim>(
  claims: readonly C[],
  { limit }: Pick<Rules, 'limit'>,
): readonly C[] {
  const { ahead = 'any' } = limit.rule;
  if (ahead === 'any') return claims;
  return claims.map((claim) => {
    const { dueCents, balanceCents, nextCents = balanceCents - dueCents } = claim; // without a schedule: the rest
    return {
      ...claim,
      mostCents: ahead === 'none' ? dueCents : smallest(balanceCents, dueCents + nextCents),
    };
  });
}

/** May what is paid beyond `placedCents` be credit? Only where the agency says so, and all that can be paid is. */
function mayBeCredit(
  { limit }: Rules,
  claims: readonly Claim[],
  placedCents: bigint,
  { owedElsewhere }: Circumstances,
): boolean {
  if (limit.rule.beyondOwed !== 'credit' || owedElsewhere === true) return false;
  return placedCents > 0n && placedCents === reachableCents(claims);
}

/** All that claims can take, were no step of a rule to hold any of it back. */
const reachableCents = (claims: readonly Claim[]) =>
  sum(claims.map(({ mostCents, balanceCents }) => mostCents ?? balanceCents));

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
  { leastCents, mostCents }: ReturnType<typeof boundsOf>,
  tableStart = 1n,
): QuoteRefusal | null {
  if (mostCents === 0n) return { code: 'nothing_owed' };
  if (amountCents <= 0n) return { code: choice.kind === 'other' ? 'amount_required' : 'nothing_owed' };
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
  let cents = upToCents ?? reachableCents(claims);
  for (;;) {
    const { unappliedCents } = divideByRule(allocation, claims, cents, circumstances);
    if (unappliedCents === 0n) return cents;
    cents -= unappliedCents; // a part of a smaller payment is smaller too: look again
  }
}

const smallest = (first: bigint, ...others: (bigint | null)[]) =>
  others.reduce<bigint>((least, one) => (one !== null && one < least ? one : least), first);
