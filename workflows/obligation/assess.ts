import type { Tx } from '../../prisma/client.ts';
import { assessed } from '../ledger/posting-rules.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { localDay } from '../policy/calendar.ts';
import type { ObligationKind } from '../policy/codes.ts';

/** What comes to be owed. Minor units of USD; days YYYY-MM-DD of the agency. */
export interface Assessment {
  id: string;
  agencyId: string;
  caseId?: string;
  fundId: string;
  kind: ObligationKind;
  label: string;
  assessedCents: bigint;
  assessedOn: string;
  dueOn?: string;
  /** How much of it has fallen due by dueOn, ≤ assessedCents. */
  dueToDateCents: bigint;
  /** Who owes it: one, or several jointly. */
  personIds: readonly string[];
  shares: readonly { beneficiaryId: string; weight: bigint }[];
}

/**
 * Record an obligation and its memo entry, in the caller's transaction. Its balance is the ledger's.
 * @throws where the id exists already
 */
export async function assess(tx: Tx, assessment: Assessment, now: Date, timeZone: string): Promise<void> {
  const { personIds, shares, caseId, dueOn, ...row } = assessment;
  await tx.obligation.create({
    data: {
      ...row,
      caseId: caseId ?? null,
      dueOn: dueOn ?? null,
      createdAt: now,
      obligors: { create: personIds.map((personId) => ({ personId })) },
      shares: { create: shares.map((share) => ({ ...share })) },
    },
  });
  await postEntry(tx, {
    agencyId: row.agencyId,
    key: `obligation/${row.id}:assessed`,
    kind: 'obligation_assessed',
    subjectId: row.id,
    occurredAt: now,
    recordedAt: now,
    accountingDate: localDay(now, timeZone),
    postings: assessed({ obligationId: row.id, fundId: row.fundId, amountCents: row.assessedCents }),
  });
}
