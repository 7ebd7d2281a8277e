import type { Db, Tx } from '../../prisma/client.ts';
import { accounts } from '../ledger/accounts.ts';
import { balancesAfter, balancesOf, entriesAbout } from '../ledger/read.ts';
import { sum } from '../money/money.ts';
import type { Claim } from '../policy/claim.ts';
import {
  chargeOf,
  obligationKind,
  payeeOf,
  type Charge,
  type ObligationKind,
  type Payee,
} from '../policy/codes.ts';
import { feeRule } from '../policy/fee-schema.ts';
import { allocationRule, limitRule } from '../policy/rule-schema.ts';
import type { Rules, Versioned } from '../policy/rules.ts';

/** One thing a person owes, read from the ledger at one moment. Minor units of USD; days are the agency's. */
export interface Owed extends Claim {
  /** As a payer is told of it. */
  kind: ObligationKind;
  label: string;
  fundId: string;
  assessedCents: bigint;
  /** What the ledger says is owed. */
  ledgerCents: bigint;
  /** What payments in flight hold of it; balanceCents = ledgerCents − reservedCents. */
  reservedCents: bigint;
  dueOn: string | null;
  shares: { beneficiaryId: string; weight: bigint }[];
}

/**
 * What a person owes, in a stable order (oldest assessment first).
 * @param which.seenBy the payer's account: what its own declined payments hold counts as free
 */
export async function owedBy(
  db: Db | Tx,
  which: { agencyId: string; personId: string; seenBy?: string },
): Promise<Owed[]> {
  const rows = await db.obligation.findMany({
    where: {
      agencyId: which.agencyId,
      obligors: { some: { personId: which.personId } },
    },
    include: {
      shares: { orderBy: { beneficiaryId: 'asc' }, include: { beneficiary: true } },
      reservations: { where: { releasedAt: null, ...holding(which.seenBy) } },
    },
    orderBy: [{ assessedOn: 'asc' }, { id: 'asc' }],
  });
  const balances = await balancesOf(
    db,
    which.agencyId,
    rows.map(({ id }) => accounts.receivable(id)),
  );
  return rows.map((row): Owed => {
    const ledgerCents = balances.get(accounts.receivable(row.id)) ?? 0n;
    const reservedCents = sum(row.reservations.map(({ amountCents }) => amountCents));
    const balanceCents = positive(ledgerCents - reservedCents);
    const paidCents = row.assessedCents - balanceCents;
    const kind = obligationKind(row.kind);
    return {
      id: row.id,
      kind,
      charge: row.charge === null ? kind : chargeOf(row.charge),
      label: row.label,
      fundId: row.fundId,
      leviedCents: row.assessedCents,
      orderedCents: row.orderedCents ?? row.assessedCents,
      assessedOn: row.assessedOn,
      orderedOn: row.orderedOn ?? row.assessedOn,
      listed: row.listed,
      caseId: row.caseId,
      payees: [...new Set(row.shares.map(({ beneficiary }) => payeeOfBeneficiary(beneficiary)))],
      assessedCents: row.assessedCents,
      ledgerCents,
      reservedCents,
      balanceCents,
      dueCents: positive(row.dueToDateCents - paidCents),
      dueOn: row.dueOn,
      shares: row.shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight })),
    };
  });
}

/**
 * What a payer chose of what a person owes, and what else is due: the quote and the gate read both, or they disagree.
 * @param which.obligationIds the chosen; ids that are not the person's are left out
 * @returns dueElsewhere: charges of which something is due that was not chosen
 */
export async function chosenOf(
  db: Db | Tx,
  which: { agencyId: string; personId: string; obligationIds: readonly string[]; seenBy?: string },
): Promise<{ owed: Owed[]; dueElsewhere: ReadonlySet<Charge> }> {
  const chosen = new Set(which.obligationIds);
  const all = await owedBy(db, which);
  const others = all.filter(({ id, dueCents }) => !chosen.has(id) && dueCents > 0n);
  return {
    owed: all.filter(({ id }) => chosen.has(id)),
    dueElsewhere: new Set(others.map(({ charge }) => charge)),
  };
}

/** A declined payment holds nothing against its own payer: their next payment lets it go first. */
const holding = (accountId: string | undefined) =>
  accountId === undefined ? {} : { NOT: { payment: { accountId, state: 'declined' } } };

/**
 * What a person owed once a payment was in the books; before it is, what they owe now.
 * @returns each of the person's obligations → owed by the ledger, minor units of USD
 */
export async function owedAfter(
  db: Db | Tx,
  payment: { id: string; agencyId: string; personId: string },
): Promise<Map<string, bigint>> {
  const { id, agencyId, personId } = payment;
  const ids = await obligationsOf(db, agencyId, personId);
  const codes = ids.map(accounts.receivable);
  const capture = (await entriesAbout(db, agencyId, id)).find(({ kind }) => kind === 'payment_captured');
  const balances = capture ? await balancesAfter(db, capture, codes) : await balancesOf(db, agencyId, codes);
  return new Map(ids.map((each) => [each, balances.get(accounts.receivable(each)) ?? 0n]));
}

async function obligationsOf(db: Db | Tx, agencyId: string, personId: string): Promise<string[]> {
  const where = { agencyId, obligors: { some: { personId } } };
  return (await db.obligation.findMany({ where, select: { id: true } })).map(({ id }) => id);
}

/**
 * The agency's rules in force on a local day.
 * @throws {Error} an agency without a rule of each kind by then: its settings are incomplete
 */
export async function rulesOn(db: Db | Tx, agencyId: string, day: string): Promise<Rules> {
  const rows = await db.policyVersion.findMany({
    where: { agencyId, effectiveFrom: { lte: day } },
    orderBy: { effectiveFrom: 'desc' },
  });
  const of = <Rule>(kind: string, parse: (json: unknown) => Rule) =>
    rows
      .filter((row) => row.kind === kind)
      .map(({ id, version, effectiveFrom, rule }) => (): Versioned<Rule> => {
        return { versionId: id, version, effectiveFrom, rule: parse(rule) };
      });
  const newest = <Rule>([first]: readonly (() => Versioned<Rule>)[], kind: string): Versioned<Rule> => {
    if (first === undefined) throw new Error(`agency ${agencyId} has no ${kind} rule in force on ${day}`);
    return first();
  };
  const allocations = of('allocation', allocationRule);
  const allocation = newest(allocations, 'allocation');
  // Only where the law keeps a debt under the rule of its day are the older ones of any use.
  const older = allocation.rule.chosenBy === 'assessment_date' ? allocations.slice(1) : [];
  return {
    allocation: { ...allocation, earlier: older.map((read) => read()) },
    fee: newest(of('fee', feeRule), 'fee'),
    limit: newest(of('limit', limitRule), 'limit'),
  };
}

/** As what laws rank a beneficiary. A government was harmed itself, unless it is said to have paid a victim back. */
function payeeOfBeneficiary({ kind, payee }: { kind: string; payee: string | null }): Payee {
  if (payee !== null) return payeeOf(payee);
  if (kind === 'individual') return 'person';
  return kind === 'government' ? 'government_victim' : payeeOf(kind);
}

const positive = (cents: bigint) => (cents > 0n ? cents : 0n);
