import { accounts } from '../../workflows/ledger/read.ts';
import { normaliseAgencyPersonId } from '../payer/agency-person-id.ts';
import { wordsOf } from './name-words.ts';
import { allOf, sql, thereIs, type Sql } from './payments-sql.ts';
import type { WantedPeople } from './people-filters.ts';

/** Pieces of SQL that both databases read alike. In all of them the person is `r`, a debt `o`. */

const WORDS_MOST = 6;
/** Behind every letter there is. */
const END = '\u{10ffff}';
const RECEIVABLE = accounts.receivable('');

/** What the ledger says is owed on a debt. Minor units, ≥ 0. */
const ledger = sql`coalesce((SELECT account."balance" FROM "LedgerAccount" account
  WHERE account."agencyId" = o."agencyId" AND account."unit" = 'USD'
    AND account."code" = CAST(${RECEIVABLE} AS TEXT) || o."id"), 0)`;

const adjusted = sql`(SELECT CAST(coalesce(sum(act."amountCents"), 0) AS BIGINT) FROM "ObligationAct" act
  WHERE act."obligationId" = o."id" AND act."kind" = 'adjusted')`;

/** What payments under way hold of it. */
const reserved = sql`(SELECT CAST(coalesce(sum(part."amountCents"), 0) AS BIGINT) FROM "Reservation" part
  WHERE part."obligationId" = o."id" AND part."releasedAt" IS NULL)`;

const isHeld = thereIs(sql`"ObligationHold" held WHERE held."obligationId" = o."id"`);

/** Debts of people, each with what its past due follows from. @param which of whom, of `owes` or of the person `r` */
const debts = (which: Sql): Sql => sql`
  SELECT owes."personId", o."kind", o."dueOn", o."dueToDateCents", o."assessedCents", o."instalmentCents",
    o."dueDayOfMonth", ${ledger} AS "ledger", ${adjusted} + o."assessedCents" AS "charged", ${reserved} AS "reserved",
    CASE WHEN ${isHeld} THEN 1 ELSE 0 END AS "held"
  FROM "ObligationObligor" owes JOIN "Obligation" o ON o."id" = owes."obligationId"
  WHERE ${which}`;

/**
 * What of each debt was due before a day, as workflows/obligation/due.ts has it: a test holds them to each other.
 * Minor units. A rule of two databases in SQL, so that people can be found by it without reading everybody's debts.
 * @param today the agency's local day
 */
function withPastDue(which: Sql, today: string): Sql {
  const month = (day: Sql) =>
    sql`(CAST(substr(${day}, 1, 4) AS INTEGER) * 12 + CAST(substr(${day}, 6, 2) AS INTEGER))`;
  const now = sql`CAST(${today} AS TEXT)`;
  const months = sql`(${month(now)} - ${month(sql`d."dueOn"`)})`;
  const before = sql`(CASE WHEN ${months} = 0 THEN 1
    WHEN d."dueDayOfMonth" < CAST(substr(${now}, 9, 2) AS INTEGER) THEN ${months} + 1 ELSE ${months} END)`;
  const asked = sql`(CASE
    WHEN d."instalmentCents" IS NOT NULL AND d."dueDayOfMonth" IS NOT NULL THEN ${before} * d."instalmentCents"
    WHEN d."dueToDateCents" = d."assessedCents" THEN d."charged" ELSE d."dueToDateCents" END)`;
  const open = sql`(CASE WHEN d."ledger" > d."reserved" THEN d."ledger" - d."reserved" ELSE 0 END)`;
  // What was asked for by then, at most all, less what was settled; charged − settled is what is open.
  const late = sql`(CASE WHEN ${asked} < d."charged" THEN ${asked} - d."charged" + ${open} ELSE ${open} END)`;
  return sql`
    SELECT d."personId", d."kind", d."ledger", d."held",
      CASE WHEN d."held" = 0 AND d."dueOn" < ${now} AND ${late} > 0 THEN ${late} ELSE 0 END AS "pastDue"
    FROM (${debts(which)}) d`;
}

/** Figures of people by their debts. */
export const figuresOf = (ids: Sql, today: string): Sql => sql`
  SELECT f."personId", count(*) AS "debts", CAST(sum(f."ledger") AS BIGINT) AS "owed",
    CAST(sum(f."pastDue") AS BIGINT) AS "pastDue",
    CAST(sum(CASE WHEN f."held" = 1 THEN f."ledger" ELSE 0 END) AS BIGINT) AS "held"
  FROM (${withPastDue(sql`owes."personId" IN (${ids})`, today)}) f GROUP BY f."personId"`;

/** Conditions on the person `r` that look into their debts, each as long as few of them are looked at. */
export function testsOf({ status, pastDue, kind }: WantedPeople, today: string): Sql[] {
  const ofKind = kind === undefined ? [] : [sql`o."kind" = ${kind}`];
  const any = (...conditions: Sql[]) =>
    thereIs(sql`"ObligationObligor" owes JOIN "Obligation" o ON o."id" = owes."obligationId"
      WHERE ${allOf([sql`owes."personId" = r."id"`, ...ofKind, ...conditions])}`);
  const owed = sql`${ledger} > 0`;
  const isLate = thereIs(sql`(${withPastDue(allOf([sql`owes."personId" = r."id"`, ...ofKind]), today)}) late
    WHERE late."pastDue" > 0`);
  const byStatus = {
    owes: () => [any(owed, sql`NOT (${isHeld})`)],
    on_hold: () => [any(owed, isHeld), sql`NOT (${any(owed, sql`NOT (${isHeld})`)})`],
    paid_up: () => [any(), sql`NOT (${any(owed)})`],
    nothing_charged: () => [sql`NOT (${any()})`],
  };
  return [
    ...(status === undefined ? (kind === undefined ? [] : [any()]) : byStatus[status]()),
    ...(pastDue === undefined ? [] : [pastDue === 'yes' ? isLate : sql`NOT (${isLate})`]),
  ];
}

/**
 * Whom a text names: how the words of the name begin, in any order and without regard to accents, or the agency's
 * number, whole or its last four, zeros before it and dashes in it forgiven.
 * @returns null: nobody
 */
export function ofText(agencyId: string, text: string): Sql | null {
  const number = normaliseAgencyPersonId(text);
  const words = wordsOf(text).toSorted((a, b) => b.length - a.length);
  const ids = (condition: Sql) =>
    sql`SELECT w."personId" FROM "PersonWord" w WHERE w."agencyId" = ${agencyId} AND ${condition}`;
  const ways: Sql[] = /\d/.test(number) ? [ids(sql`w."word" = ${`#${number}`}`)] : [];
  if (/\p{L}/u.test(text) && words.length > 0) {
    const begun = words
      .slice(0, WORDS_MOST)
      .map((word) => sql`w."word" >= ${word} AND w."word" < ${word + END}`);
    const [first = sql`FALSE`, ...others] = begun;
    ways.push(ids(allOf([first, ...others.map((each) => sql`w."personId" IN (${ids(each)})`)])));
  }
  const [way, other] = ways;
  if (way === undefined) return null;
  return sql`r."id" IN (${other === undefined ? way : sql`${way} UNION ${other}`})`;
}
