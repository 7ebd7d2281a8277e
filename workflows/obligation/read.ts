import type { Db, Tx } from '../../prisma/client.ts';
import type { Obligation } from '../../prisma/gen/sqlite/client.ts';
import { accounts } from '../ledger/accounts.ts';
import { captureOf, type Entry } from '../ledger/read.ts';
import type { Circumstances, Claim } from '../policy/claim.ts';
import {
  chargeOf,
  holdReason,
  obligationKind,
  payeeOf,
  type HoldReason,
  type ObligationKind,
  type Payee,
} from '../policy/codes.ts';
import type { Rules, Versioned } from '../policy/rules.ts';
import { aheadOf, dueOf, type Due, type Terms } from './due.ts';
import { balanceRows, owedRows, type OwedRow } from './owed-rows.ts';
import { readAllocation, readFee, readLimit, ruleRows } from './rule-rows.ts';

/** One thing a person owes, read from the ledger at one moment. Minor units of USD; days are the agency's. */
export interface Owed extends Claim, Due {
  /** As a payer is told of it. */
  kind: ObligationKind;
  /** As it is stored (own-words.ts): the views read it, no payment does. */
  label: string;
  fundId: string;
  assessedCents: bigint;
  /** The same with its adjustments. */
  chargedCents: bigint;
  /** What the ledger says is owed. */
  ledgerCents: bigint;
  /** What payments in flight hold of it; balanceCents = ledgerCents − reservedCents. */
  reservedCents: bigint;
  /** It may not be paid now, or asked for: nothing of it is due. */
  hold: { reason: HoldReason; since: Date } | null;
  shares: { beneficiaryId: string; weight: bigint }[];
}

/** Whose debts, and on which local day of the agency they are looked at. */
export interface OwedBy {
  agencyId: string;
  personId: string;
  today: string;
  /** The payer's account: what its own declined payments hold counts as free. */
  seenBy?: string;
}

/** What a person owes, in a stable order (oldest assessment first). */
export async function owedBy(db: Db | Tx, { agencyId, personId, today, seenBy }: OwedBy): Promise<Owed[]> {
  const rows = await owedRows(db, { agencyId, personId, seenBy });
  return [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((each) => owedOf(each, today));
}

/** @param rows of one obligation, one a share */
function owedOf(rows: readonly OwedRow[], today: string): Owed[] {
  const [row] = rows;
  if (row === undefined) return [];
  const { id, label, fundId, assessedCents, assessedOn, listed, caseId } = row;
  const ledgerCents = BigInt(row.ledgerCents);
  const reservedCents = BigInt(row.reservedCents);
  const balanceCents = positive(ledgerCents - reservedCents);
  const chargedCents = assessedCents + BigInt(row.adjustedCents);
  const terms = termsOf(row);
  const standing = { chargedCents, balanceCents };
  const hold = holdOf(row);
  const due = dueOf(terms, standing, today);
  const kind = obligationKind(row.kind);
  const shares = rows.flatMap(shareOf);
  return [
    {
      id,
      kind,
      charge: row.charge === null ? kind : chargeOf(row.charge),
      label,
      fundId,
      leviedCents: assessedCents,
      orderedCents: row.orderedCents ?? assessedCents,
      assessedOn,
      orderedOn: row.orderedOn ?? assessedOn,
      listed,
      caseId,
      payees: [...new Set(shares.map(({ payee }) => payee))],
      assessedCents,
      chargedCents,
      ledgerCents,
      reservedCents,
      balanceCents,
      ...(hold === null ? due : NOTHING_DUE),
      ...('schedule' in terms && {
        nextCents: hold === null ? aheadOf(terms.schedule, standing, today) : 0n,
      }),
      hold,
      shares: shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
    },
  ];
}

const holdOf = ({ holdReason: reason, heldSince: since }: OwedRow): Owed['hold'] =>
  reason === null || since === null ? null : { reason: holdReason(reason), since };

/** None of an obligation without shares. */
function shareOf({ beneficiaryId, weight, beneficiaryKind: kind, payee }: OwedRow) {
  if (beneficiaryId === null || weight === null || kind === null) return [];
  return [{ beneficiaryId, weight, payee: payeeOfBeneficiary({ kind, payee }) }];
}

const NOTHING_DUE: Due = { dueCents: 0n, pastDueCents: 0n, dueOn: null, next: null };

/** How a debt falls due, of its row. */
function termsOf(
  row: Pick<Obligation, 'instalmentCents' | 'dueDayOfMonth' | 'dueOn' | 'dueToDateCents' | 'assessedCents'>,
): Terms {
  const { instalmentCents, dueDayOfMonth, dueOn, dueToDateCents, assessedCents } = row;
  if (instalmentCents === null || dueDayOfMonth === null || dueOn === null) {
    return { dueOn, dueToDateCents, assessedCents };
  }
  return { schedule: { instalmentCents, dayOfMonth: dueDayOfMonth, firstDueOn: dueOn } };
}

/**
 * What a payer chose of what a person owes, and what else is due: the quote and the gate read both, or they disagree.
 * @param which.obligationIds the chosen; ids that are not the person's are left out
 * @returns owed: the chosen that may be paid; held: those that may not now; elsewhere: what is due, or owed, and was not
 *   chosen
 */
export async function chosenOf(
  db: Db | Tx,
  which: OwedBy & { obligationIds: readonly string[] },
): Promise<{ owed: Owed[]; held: Owed[]; elsewhere: Circumstances }> {
  const chosen = new Set(which.obligationIds);
  const all = await owedBy(db, which);
  const others = all.filter(({ id, dueCents }) => !chosen.has(id) && dueCents > 0n);
  const owedElsewhere = all.some(
    ({ id, balanceCents, hold }) => !chosen.has(id) && balanceCents > 0n && hold === null,
  );
  const owed = all.filter(({ id }) => chosen.has(id));
  return {
    owed: owed.filter(({ hold }) => hold === null),
    held: owed.filter(({ hold }) => hold !== null),
    elsewhere: { dueElsewhere: new Set(others.map(({ charge }) => charge)), owedElsewhere },
  };
}

/**
 * What a person owed once a payment was in the books; before it is, what they owe now.
 * @param capture the payment's entry, where it has been read already
 * @returns each of the person's obligations → owed by the ledger, minor units of USD
 */
export async function owedAfter(
  db: Db | Tx,
  payment: { id: string; agencyId: string; personId: string },
  capture?: Entry,
): Promise<Map<string, bigint>> {
  const entry = capture ?? (await captureOf(db, payment));
  const lines = entry?.postings.filter(({ unit }) => unit === 'USD') ?? [];
  const touched = new Map(lines.map((line) => [line.account, line.balanceAfter]));
  const rows = await balanceRows(db, payment, entry?.recordedAt ?? null);
  return new Map(
    rows.map(({ id, balance }) => [id, touched.get(accounts.receivable(id)) ?? BigInt(balance ?? 0)]),
  );
}

/**
 * The agency's rules in force on a local day.
 * @throws {Error} an agency without a rule of each kind by then: its settings are incomplete
 */
export async function rulesOn(db: Db | Tx, agencyId: string, day: string): Promise<Rules> {
  const rows = await ruleRows(db, agencyId, day);
  const of = <Rule>(kind: string, parse: (json: string) => Rule) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ id, version, effectiveFrom, json }) => (): Versioned<Rule> => {
        return { versionId: id, version, effectiveFrom, rule: parse(json) };
      });
  const newest = <Rule>([first]: readonly (() => Versioned<Rule>)[], kind: string): Versioned<Rule> => {
    if (first === undefined) throw new Error(`agency ${agencyId} has no ${kind} rule in force on ${day}`);
    return first();
  };
  const allocations = of('allocation', readAllocation);
  const allocation = newest(allocations, 'allocation');
  // Only where the law keeps a debt under the rule of its day are the older ones of any use.
  const older = allocation.rule.chosenBy === 'assessment_date' ? allocations.slice(1) : [];
  return {
    allocation: { ...allocation, earlier: older.map((read) => read()) },
    fee: newest(of('fee', readFee), 'fee'),
    limit: newest(of('limit', readLimit), 'limit'),
  };
}

/** As what laws rank a beneficiary. A government was harmed itself, unless it is said to have paid a victim back. */
function payeeOfBeneficiary({ kind, payee }: { kind: string; payee: string | null }): Payee {
  if (payee !== null) return payeeOf(payee);
  if (kind === 'individual') return 'person';
  return kind === 'government' ? 'government_victim' : payeeOf(kind);
}

const positive = (cents: bigint) => (cents > 0n ? cents : 0n);
