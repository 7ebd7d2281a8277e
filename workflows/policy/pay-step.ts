import { sum } from '../money/money.ts';
import type { Standing, Walk } from './allocation.ts';
import type { Claim } from './claim.ts';
import type { Turn } from './codes.ts';
import { divide } from './divide.ts';
import type { Paid } from './explanation.ts';
import type { PayStep } from './rules.ts';

/** A claim that can still take money in a step, how much, and how much it got. */
interface Taker {
  standing: Standing;
  reachCents: bigint;
  /** What is owed of it, of which the reach may be less: proration by balance goes by this. */
  openCents: bigint;
  cents: bigint;
}

/**
 * Take one step of a rule: money to the claims that it names, and a word about it.
 * @param money what is at hand, ≥ 0
 * @returns what is left of it
 */
export function walkPay(walk: Walk, step: PayStep, name: string, money: bigint): bigint {
  if (money === 0n && walk.round === 'rest') return money; // who gets nothing was told in the round before
  const named = namedBy(walk, step);
  const takers = takersOf(walk, step, named);
  if (takers.length === 0) return money;
  let wantedCents = 0n;
  for (const { reachCents } of takers) wantedCents += reachCents;
  const inTurn = isInTurn(step, named) ? step.inTurn?.by : undefined;
  const guard = guardOf(walk, step);
  if (guard !== null) {
    say(walk, { step, name, takers, wantedCents, paidCents: 0n, inTurn, because: guard });
    return money;
  }
  const bound = boundOf(walk, step, name);
  const offered = bound !== null && bound < money ? bound : money;
  let left = offered;
  for (const turn of turnsOf(inTurn, takers)) {
    if (left > 0n) left -= give(step, turn, left);
  }
  const paidCents = offered - left;
  if (bound !== null) walk.bounded.set(name, (walk.bounded.get(name) ?? 0n) + paidCents);
  const because = offered < money && left === 0n ? 'at_most' : null;
  say(walk, { step, name, takers, wantedCents, paidCents, inTurn, because });
  return money - paidCents;
}

function namedBy({ standings, byCharge, others }: Walk, { pay, payees }: PayStep): readonly Standing[] {
  const charges = pay === 'all_others' ? others : new Set(pay);
  const [one, ...more] = [...byCharge.keys()].filter((charge) => charges.has(charge));
  if (one === undefined) return [];
  const among = more.length === 0 ? (byCharge.get(one) ?? []) : standings;
  if (more.length === 0 && payees === undefined) return among;
  return among.filter(
    ({ claim }) =>
      charges.has(claim.charge) &&
      (payees === undefined || claim.payees.some((payee) => payees.includes(payee))),
  );
}

function takersOf({ round }: Walk, { due }: PayStep, named: readonly Standing[]): Taker[] {
  const takers: Taker[] = [];
  for (const standing of named) {
    const { claim, filled } = standing;
    const isDue = round === 'due' || due;
    const most = isDue ? claim.dueCents : mostOf(claim);
    const open = isDue ? claim.dueCents : claim.balanceCents;
    if (most > filled)
      takers.push({ standing, reachCents: most - filled, openCents: open - filled, cents: 0n });
  }
  return takers;
}

const mostOf = ({ mostCents, balanceCents }: Claim) => mostCents ?? balanceCents;

/** Money to those who are served together. @returns how much they took */
function give(step: PayStep, takers: readonly Taker[], money: bigint): bigint {
  const reaches = takers.map(({ reachCents }) => reachCents);
  const isWhole =
    step.by === 'balance' && takers.every(({ reachCents, openCents }) => reachCents === openCents);
  const weights = isWhole ? reaches : takers.map((taker) => weightOf(step, taker)); // the same list: a shorter way
  const parts = divide(money, reaches, weights, BigInt(step.minimumCents ?? 0));
  let given = 0n;
  takers.forEach((taker, i) => {
    const part = parts[i] ?? 0n;
    taker.cents = part;
    taker.standing.filled += part;
    given += part;
  });
  return given;
}

function weightOf({ by }: PayStep, { standing: { claim }, openCents }: Taker): bigint {
  switch (by) {
    case 'balance':
      return openCents;
    case 'levied':
      return claim.leviedCents;
    case 'ordered':
      return claim.orderedCents;
    case 'equal':
      return 1n;
  }
}

/** Why the step may not be taken now, or null. */
function guardOf(walk: Walk, { onlyIf, after }: PayStep): 'not_collected' | 'waits' | null {
  const { circumstances, all } = walk;
  if (onlyIf === 'collected_by_agency' && circumstances.collectedByAgency !== true) return 'not_collected';
  if (after === undefined) return null;
  const elsewhere = after.some((charge) => circumstances.dueElsewhere?.has(charge) ?? false);
  const isOpen = ({ claim, filled }: Standing) => after.includes(claim.charge) && claim.dueCents > filled;
  return elsewhere || all.some(isOpen) ? 'waits' : null;
}

/** The most that this step may still take of the payment; fractions of a cent stay with the others. */
function boundOf({ amountCents, bounded }: Walk, { mostPercent }: PayStep, name: string): bigint | null {
  if (mostPercent === undefined) return null;
  return (amountCents * BigInt(mostPercent)) / 100n - (bounded.get(name) ?? 0n);
}

/** Those who are served together, one group after the other. */
function turnsOf(turn: Turn | undefined, takers: readonly Taker[]): readonly (readonly Taker[])[] {
  switch (turn) {
    case undefined:
      return [takers];
    case 'listed':
      return [...Map.groupBy(takers, ({ standing }) => standing.claim.listed)]
        .toSorted(([a], [b]) => a - b)
        .map(([, group]) => group);
    case 'order_date':
      return [...Map.groupBy(takers, ({ standing }) => standing.claim.orderedOn)]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([, group]) => group);
  }
}

/** Are these served one after the other? Those paid off count too, so that the way does not change under way. */
function isInTurn({ inTurn }: PayStep, named: readonly Standing[]): boolean {
  if (inTurn === undefined) return false;
  if (inTurn.upTo === undefined) return true;
  const ordered = sum(named.map(({ claim }) => claim.orderedCents));
  const most = BigInt(inTurn.upTo.orderedCents);
  return inTurn.upTo.inclusive ? ordered <= most : ordered < most;
}

interface Taken {
  step: PayStep;
  name: string;
  takers: readonly Taker[];
  wantedCents: bigint;
  paidCents: bigint;
  inTurn: Turn | undefined;
  because: 'at_most' | 'waits' | 'not_collected' | null;
}

/** A word about the step; where a share is walked again with what another left, one word about both. */
function say(walk: Walk, taken: Taken): void {
  const { said, begun } = walk;
  const { name, paidCents, wantedCents, because } = taken;
  const at = said.findIndex((one, i) => i >= begun && one.is === 'paid' && one.step === name);
  const before = said[at];
  if (before?.is !== 'paid') {
    const told = paidCents > 0n ? taken : untold(walk, taken);
    if (told !== null) said.push(paidOf(walk, told));
    for (const { standing } of taken.takers) standing.toldBy = walk;
    return;
  }
  if (paidCents === 0n) return;
  const paid = before.paidCents + paidCents;
  const outcome = paid === before.wantedCents ? 'in_full' : (because ?? 'in_part');
  const lines = merged(before.lines, linesOf(taken.takers));
  const wanted = before.wantedCents > paid ? before.wantedCents : before.paidCents + wantedCents;
  said[at] = { ...before, paidCents: paid, wantedCents: wanted, outcome, lines };
}

/** Who gets nothing is named once: not again by a later step, nor for what is not due after what is. */
function untold(walk: Walk, taken: Taken): Taken | null {
  if (walk.round === 'rest') return null;
  const takers = taken.takers.filter(({ standing }) => standing.toldBy !== walk);
  if (takers.length === 0) return null;
  return { ...taken, takers, wantedCents: sum(takers.map(({ reachCents }) => reachCents)) };
}

function paidOf(walk: Walk, { step, name, takers, wantedCents, paidCents, inTurn, because }: Taken): Paid {
  const { payees, by, minimumCents, mostPercent } = step;
  const part = paidCents === 0n ? 'nothing_left' : 'in_part';
  const isDue = walk.round === 'due' || step.due === true;
  const notYetCents = isDue
    ? 0n
    : sum(takers.map(({ standing: { claim } }) => claim.balanceCents - mostOf(claim)));
  return {
    is: 'paid',
    round: walk.round,
    step: name,
    charges: [...new Set(takers.map(({ standing }) => standing.claim.charge))],
    ...(step.due && { onlyDue: step.due }),
    ...(payees && { payees }),
    ...(walk.caseGroup !== undefined && { caseGroup: walk.caseGroup }),
    wantedCents,
    paidCents,
    ...(notYetCents > 0n && { notYetCents }),
    outcome: paidCents === wantedCents ? 'in_full' : (because ?? part),
    by,
    ...(inTurn && { inTurn }),
    ...(minimumCents !== undefined && { minimumCents }),
    ...(mostPercent !== undefined && { mostPercent }),
    lines: linesOf(takers),
  };
}

function linesOf(takers: readonly Taker[]): Paid['lines'] {
  const lines: Paid['lines'] = [];
  for (const { standing, cents } of takers) {
    const leftCents = standing.claim.balanceCents - standing.filled;
    if (cents > 0n) lines.push({ claimId: standing.claim.id, cents, leftCents });
  }
  return lines;
}

/** Each claim once. */
function merged(before: Paid['lines'], after: Paid['lines']): Paid['lines'] {
  const byId = new Map(before.map((line) => [line.claimId, line]));
  for (const line of after) {
    byId.set(line.claimId, { ...line, cents: line.cents + (byId.get(line.claimId)?.cents ?? 0n) });
  }
  return [...byId.values()];
}
