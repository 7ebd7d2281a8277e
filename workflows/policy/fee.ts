import { toWire } from '../money/money.ts';
import { TENDERS, type Tender } from './codes.ts';
import type { FeeBand, FeeRule } from './rules.ts';

/** The service fee on one payment. Minor units; one of the two is 0. */
export interface Fee {
  payerCents: bigint;
  agencyCents: bigint;
}

/** One way of paying an amount, or the amounts that it takes. */
export type Way =
  | { tender: Tender; takes: true; feeCents: bigint; basisPoints: number; isFree: boolean }
  | { tender: Tender; takes: false; leastCents: bigint; mostCents: bigint | null };

/**
 * The service fee on an amount.
 * @param amountCents minor units, > 0
 * @returns null where the table of this tender does not take the amount, or there is none
 */
export function feeFor(rule: FeeRule, amountCents: bigint, tender: Tender): Fee | null {
  const band = bandsOf(rule, tender).find(({ fromCents, upToCents }) =>
    upToCents === null ? amountCents >= fromCents : amountCents >= fromCents && amountCents <= upToCents,
  );
  if (band === undefined) return null;
  const cents = rounded(exact(band, amountCents), rule.rounding);
  return rule.paidBy === 'payer'
    ? { payerCents: cents, agencyCents: 0n }
    : { payerCents: 0n, agencyCents: cents };
}

/** The amounts that a tender takes; null: there is no such way to pay. Minor units; mostCents null: no end. */
export function feeTableBounds(
  rule: FeeRule,
  tender: Tender,
): { leastCents: bigint; mostCents: bigint | null } | null {
  const bands = bandsOf(rule, tender);
  const [first] = bands;
  const last = bands.at(-1);
  if (first === undefined || last === undefined) return null;
  return {
    leastCents: BigInt(first.fromCents),
    mostCents: last.upToCents === null ? null : BigInt(last.upToCents),
  };
}

/**
 * Every way to pay an amount: the cheapest for the payer first, so free ways lead; those that do not take the amount
 * last, with the amounts that they take.
 * @param amountCents minor units, > 0
 */
export function waysToPay(rule: FeeRule, amountCents: bigint): Way[] {
  const ways = TENDERS.flatMap((tender): Way[] => {
    const bounds = feeTableBounds(rule, tender);
    if (bounds === null) return [];
    const fee = feeFor(rule, amountCents, tender);
    if (fee === null) return [{ tender, takes: false, ...bounds }];
    const feeCents = fee.payerCents;
    const basisPoints = feeBasisPoints({ amountCents, feeCents });
    return [{ tender, takes: true, feeCents, basisPoints, isFree: feeCents === 0n }];
  });
  return ways.toSorted((a, b) => {
    if (!a.takes || !b.takes) return Number(b.takes) - Number(a.takes);
    return a.feeCents === b.feeCents ? 0 : a.feeCents < b.feeCents ? -1 : 1;
  });
}

/**
 * Which payments come to a total, fee included: one at most in each band.
 * @param totalCents minor units
 */
export function amountsOfTotal(
  rule: FeeRule,
  totalCents: bigint,
): { amountCents: bigint; feeCents: bigint }[] {
  const found = rule.tables.flatMap(({ tenders: [tender], bands }) =>
    bands.flatMap(({ fromCents, upToCents }) => {
      if (tender === undefined) return [];
      const feeOf = (cents: bigint) => feeFor(rule, cents, tender)?.payerCents ?? 0n;
      const most = upToCents === null || totalCents < upToCents ? totalCents : BigInt(upToCents);
      const amountCents = firstReaching(
        BigInt(fromCents),
        most,
        (cents) => cents + feeOf(cents) >= totalCents,
      );
      const feeCents = feeOf(amountCents);
      return amountCents <= most && amountCents + feeCents === totalCents ? [{ amountCents, feeCents }] : [];
    }),
  );
  return [...new Map(found.map((one) => [one.amountCents, one])).values()];
}

/** The first of the amounts, between bounds, that reaches; beyond them where none does. In a band the total only grows. */
function firstReaching(least: bigint, most: bigint, reaches: (cents: bigint) => boolean): bigint {
  let [low, high] = [least, most + 1n];
  while (low < high) {
    const middle = (low + high) / 2n;
    if (reaches(middle)) high = middle;
    else low = middle + 1n;
  }
  return low;
}

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

const bandsOf = ({ tables }: FeeRule, tender: Tender): readonly FeeBand[] =>
  tables.find(({ tenders }) => tenders.includes(tender))?.bands ?? [];

/** Parts of a cent that figures are exact to: a basis point of a cent. */
const PARTS = 10_000n;

/** In parts of a cent, within the band's minimum and cap. */
function exact({ flatCents, basisPoints, minimumCents, capCents }: FeeBand, amountCents: bigint): bigint {
  const parts = BigInt(flatCents) * PARTS + amountCents * BigInt(basisPoints);
  const least = BigInt(minimumCents ?? 0) * PARTS;
  const most = capCents === undefined ? null : BigInt(capCents) * PARTS;
  const raised = parts < least ? least : parts;
  return most !== null && raised > most ? most : raised;
}

function rounded(parts: bigint, { to, ignoreTenths }: FeeRule['rounding']): bigint {
  const tenth = PARTS / 10n;
  const counted = ignoreTenths ? (parts / tenth) * tenth : parts;
  switch (to) {
    case 'nearest':
      return (counted + PARTS / 2n) / PARTS;
    case 'up':
      return (counted + PARTS - 1n) / PARTS;
    case 'down':
      return counted / PARTS;
  }
}
