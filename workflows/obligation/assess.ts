import type { Tx } from '../../prisma/client.ts';
import type { NewEntry } from '../ledger/entry.ts';
import { assessed } from '../ledger/posting-rules.ts';
import { postEntries } from '../ledger/post-entries.ts';
import { localDay } from '../policy/calendar.ts';
import type { Charge, ObligationKind } from '../policy/codes.ts';

/** What comes to be owed. Minor units of USD; days YYYY-MM-DD of the agency. */
export interface Assessment {
  id: string;
  agencyId: string;
  caseId?: string;
  fundId: string;
  kind: ObligationKind;
  /** What the law calls it; absent: of the kind's name. */
  charge?: Charge;
  label: string;
  assessedCents: bigint;
  assessedOn: string;
  /** What the court's order says, and since when; absent: as assessed. */
  orderedCents?: bigint;
  orderedOn?: string;
  /** Its place in the judgment's list, from 1. */
  listed?: number;
  dueOn?: string;
  /** How much of it has fallen due by dueOn, ≤ assessedCents. */
  dueToDateCents: bigint;
  /** Who owes it: one, or several jointly. */
  personIds: readonly string[];
  shares: readonly { beneficiaryId: string; weight: bigint }[];
}

/** As `assessAll` of one. */
export const assess = (tx: Tx, assessment: Assessment, now: Date, timeZone: string): Promise<void> =>
  assessAll(tx, [assessment], now, timeZone);

/**
 * Record obligations and their memo entries, in the caller's transaction, all or none: a handful of statements however
 * many they are. The balance of each is the ledger's. Some hundreds at a time: a transaction has ten seconds.
 * @throws where an id exists already, or the books refuse one: the caller's transaction must end with it
 */
export async function assessAll(
  tx: Tx,
  assessments: readonly Assessment[],
  now: Date,
  timeZone: string,
): Promise<void> {
  await tx.obligation.createMany({
    data: assessments.map(({ personIds: _, shares: __, caseId = null, dueOn = null, ...row }) => ({
      ...row,
      caseId,
      dueOn,
      createdAt: now,
    })),
  });
  await tx.obligationObligor.createMany({
    data: assessments.flatMap(({ id: obligationId, personIds }) =>
      personIds.map((personId) => ({ obligationId, personId })),
    ),
  });
  await tx.obligationShare.createMany({
    data: assessments.flatMap(({ id: obligationId, shares }) =>
      shares.map((share) => ({ ...share, obligationId })),
    ),
  });
  const day = localDay(now, timeZone);
  const posted = await postEntries(
    tx,
    assessments.map((assessment) => entryOf(assessment, now, day)),
  );
  for (const { refused } of posted) if (refused) throw refused;
}

function entryOf({ id, agencyId, fundId, assessedCents }: Assessment, now: Date, day: string): NewEntry {
  return {
    agencyId,
    key: `obligation/${id}:assessed`,
    kind: 'obligation_assessed',
    subjectId: id,
    occurredAt: now,
    recordedAt: now,
    accountingDate: day,
    postings: assessed({ obligationId: id, fundId, amountCents: assessedCents }),
  };
}
