import type { Tx } from '../../prisma/client.ts';
import { lockPeople } from '../../prisma/lock-row.ts';
import type { NewEntry } from '../ledger/entry.ts';
import { assessed } from '../ledger/posting-rules.ts';
import { postEntries } from '../ledger/post-entries.ts';
import { storedWords, type OwnWords } from '../own-words.ts';
import { localDay } from '../policy/calendar.ts';
import type { Charge, ObligationKind } from '../policy/codes.ts';
import type { Schedule } from './due.ts';
import { strangersAmong } from './strangers.ts';
import { problemsOf, type Problem } from './terms.ts';
import { useCredit } from './use-credit.ts';

/** What comes to be owed. Minor units of USD; days YYYY-MM-DD of the agency. */
export interface Assessment {
  id: string;
  agencyId: string;
  caseId?: string;
  fundId: string;
  kind: ObligationKind;
  /** What the law calls it; absent: of the kind's name. */
  charge?: Charge;
  label: OwnWords;
  assessedCents: bigint;
  assessedOn: string;
  /** What the court's order says, and since when; absent: as assessed. */
  orderedCents?: bigint;
  orderedOn?: string;
  /** Its place in the judgment's list, from 1. */
  listed?: number;
  /** How it falls due: in instalments by the calendar, or as much of it by a day; absent: nothing is due until it is said. */
  schedule?: Schedule;
  dueOn?: string;
  /** How much of it has fallen due by dueOn, ≤ assessedCents; not with a schedule. */
  dueToDateCents?: bigint;
  /** Who owes it: one, or several jointly. */
  personIds: readonly string[];
  /** Who gets it, by weight: not all 0. */
  shares: readonly { beneficiaryId: string; weight: bigint }[];
}

/** As `assessAll` of one. */
export const assess = (tx: Tx, assessment: Assessment, now: Date, timeZone: string): Promise<void> =>
  assessAll(tx, [assessment], now, timeZone);

/**
 * Record obligations and their memo entries, in the caller's transaction, all or none: a handful of statements however
 * many they are, after a lock of all who owe. The balance of each is the ledger's. Where a person has credit, it pays what is new at once. Some hundreds at a time: a transaction has ten seconds.
 * @throws {RangeError} one that cannot be owed like that: its id and what is wrong, by field; nothing was written
 * @throws where an id exists already, or the books refuse one: the caller's transaction must end with it
 */
export async function assessAll(
  tx: Tx,
  assessments: readonly Assessment[],
  now: Date,
  timeZone: string,
): Promise<void> {
  for (const assessment of assessments) refuse(assessment.id, problemsOf(assessment));
  await lockPeople(
    tx,
    assessments.flatMap(({ personIds }) => personIds),
  );
  for (const [id, problems] of await strangersAmong(tx, assessments)) refuse(id, problems);
  await tx.obligation.createMany({ data: assessments.map((each) => ({ ...rowOf(each), createdAt: now })) });
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
  for (const [agencyId, own] of Map.groupBy(assessments, (assessment) => assessment.agencyId)) {
    const obligors = new Map(own.map(({ id, personIds }) => [id, personIds]));
    await useCredit(tx, { agencyId, obligors }, now, timeZone);
  }
}

/** @throws {RangeError} the first of what is wrong with it */
export function refuse(id: string, [problem]: readonly Problem[]): void {
  if (problem !== undefined) throw new RangeError(`${id}: ${problem.field} ${problem.says}`);
}

/** How an assessment is kept, but for when it was made. */
export function rowOf(assessment: Assessment) {
  const {
    personIds: _,
    shares: __,
    schedule,
    caseId = null,
    charge = null,
    orderedCents = null,
    orderedOn = null,
    listed = 1,
    dueOn = null,
    dueToDateCents = 0n,
    label,
    ...row
  } = assessment;
  return {
    ...row,
    label: storedWords(label),
    caseId,
    charge,
    orderedCents,
    orderedOn,
    listed,
    dueOn: schedule?.firstDueOn ?? dueOn,
    dueToDateCents,
    instalmentCents: schedule?.instalmentCents ?? null,
    dueDayOfMonth: schedule?.dayOfMonth ?? null,
  };
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
