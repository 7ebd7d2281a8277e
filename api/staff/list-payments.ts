import type { Db } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { feeRule } from '../../workflows/policy/fee-schema.ts';
import { amountsOfTotal } from '../../workflows/policy/fee.ts';
import type { FeeRule } from '../../workflows/policy/rules.ts';
import { nextDay, startOfDay } from './day-bounds.ts';
import type { Order, WantedList } from './payment-filters.ts';
import {
  allOf,
  anyOf,
  byAmount,
  idsOfOffice,
  indexed,
  isCostly,
  narrowing,
  ofAgency,
  sql,
  tested,
  type Narrowing,
  type Sql,
} from './payments-sql.ts';
import { isAmount, waysOfText } from './search-text.ts';

/** So many rows are sorted in memory, if an index has them in another order. */
const SORTED_MOST = 4_000;

/** One agency's list, worked out once for a page or for all pages of an export. */
export interface List {
  order: Order;
  /** The agency's. */
  timeZone: string;
  /** Together they have all rows, some of them twice. */
  parts: readonly Part[];
}

/** Rows that an index finds, and what each of them must meet besides. */
export interface Part {
  rows: Sql;
  tests: readonly Sql[];
  /** There may be any number of rows: tests of them are bounded by the page. */
  isLong: boolean;
  /** A test looks into other tables: the bound is a lower one. */
  isCostly: boolean;
}

/**
 * What is asked for, as the indexes that answer it.
 * @param agencyId whose payments: nobody else's are ever in the list
 * @param options.sortedMost rows to sort in memory at most
 */
export async function listOf(
  read: Db,
  agencyId: string,
  wanted: WantedList,
  { sortedMost = SORTED_MOST } = {},
): Promise<List> {
  const { text, from, to } = wanted;
  const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
  const days = {
    ...(from !== undefined && { from: startOfDay(from, timeZone) }),
    ...(to !== undefined && { before: startOfDay(nextDay(to), timeZone) }),
  };
  const asked = { agencyId, wanted, days, sortedMost, tests: narrowing(wanted, days, tested) };
  const isTyped = text !== undefined && text.trim() !== '';
  const parts = isTyped ? await partsOfText(read, asked, text) : [await bestPart(read, asked)];
  return { order: wanted.order, timeZone, parts };
}

interface Asked {
  agencyId: string;
  wanted: WantedList;
  days: { from?: Date; before?: Date };
  sortedMost: number;
  tests: Narrowing;
}

/** Each way of what was typed by its own index; those that find too many in another order as one test of the list's rows. */
async function partsOfText(
  read: Db,
  { agencyId, wanted, tests, sortedMost }: Asked,
  text: string,
): Promise<Part[]> {
  const fees = isAmount(text) ? await feesOf(read, agencyId) : [];
  const ways = waysOfText(agencyId, text, (total) => fees.flatMap((rule) => amountsOfTotal(rule, total)));
  const filters = Object.values(tests);
  const parts: Part[] = [];
  const tooMany: Sql[] = [];
  let isOneByOne = isCostly(tests);
  for (const { rows, isSorted, people, test, testOfOne, isOwn } of ways) {
    const isLong = isSorted && !byAmount(wanted.order);
    const isKnownMany = people !== undefined && (await isMore(read, people, sortedMost));
    isOneByOne ||= isKnownMany;
    if (isKnownMany) tooMany.push(testOfOne ?? rows);
    else if (!isLong && !(await isFew(read, rows, sortedMost))) tooMany.push(test ?? rows);
    else {
      const own = isOwn ? rows : allOf([rows, ofAgency(tested, agencyId)]);
      parts.push({ rows: own, tests: filters, isLong, isCostly: isCostly(tests) });
    }
  }
  if (tooMany.length === 0) return parts;
  const rest = { rows: ofAgency(indexed, agencyId), tests: [anyOf(tooMany), ...filters] };
  return [...parts, { ...rest, isLong: true, isCostly: isOneByOne || byAmount(wanted.order) }];
}

/** Nothing typed: by a filter that few rows meet, else by the index of the list's order. */
async function bestPart(read: Db, { agencyId, wanted, days, tests, sortedMost }: Asked): Promise<Part> {
  const byIndex = narrowing(wanted, days, indexed);
  const own = ofAgency(indexed, agencyId);
  const inOrder = byAmount(wanted.order) ? (['amount'] as const) : (['state', 'created'] as const);
  const others = byAmount(wanted.order) ? (['state', 'created'] as const) : (['amount'] as const);
  const few = [
    ...others.map((name) => ({ name, rows: byIndex[name] && allOf([own, byIndex[name]]) })),
    { name: 'office', rows: await paymentsOfOffice(read, agencyId, wanted.office, sortedMost) },
  ];
  for (const { name, rows } of few) {
    if (rows === undefined || !(await isFew(read, rows, sortedMost))) continue;
    const ids = sql`SELECT p."id" FROM "Payment" p WHERE ${rows} LIMIT ${2 * sortedMost}`; // a limit keeps it apart from the rest
    const part = allOf([sql`p."id" IN (${ids})`, ofAgency(tested, agencyId)]);
    return { rows: part, tests: without(tests, name), isLong: false, isCostly: isCostly(tests) };
  }
  const rows = allOf([own, ...inOrder.flatMap((name) => byIndex[name] ?? [])]);
  // In the order of amounts, rows that follow one another lie far apart.
  const isFar = isCostly(tests) || byAmount(wanted.order);
  return { rows, tests: without(tests, ...inOrder), isLong: true, isCostly: isFar };
}

/** Of an office with so many people that they are not gone through: none. */
async function paymentsOfOffice(
  read: Db,
  agencyId: string,
  office: string | undefined,
  most: number,
): Promise<Sql | undefined> {
  if (office === undefined) return undefined;
  const people = idsOfOffice(agencyId, office);
  return (await isMore(read, people, most)) ? undefined : sql`p."personId" IN (${people})`;
}

const without = (tests: Narrowing, ...names: readonly string[]): Sql[] =>
  Object.entries(tests).flatMap(([name, test]) => (names.includes(name) ? [] : [test]));

const isFew = async (read: Db, rows: Sql, most: number): Promise<boolean> =>
  !(await isMore(read, sql`SELECT 1 FROM "Payment" p WHERE ${rows}`, most));

/** Has a query more rows than so many? It is read no further than that. */
async function isMore(read: Db, query: Sql, most: number): Promise<boolean> {
  const [found] = await queryRows<{ n: bigint }>(read)`
    SELECT count(*) AS "n" FROM (${query} LIMIT ${most + 1}) few`;
  return Number(found?.n ?? 0) > most;
}

/** By which the agency has ever taken fees. */
async function feesOf(read: Db, agencyId: string): Promise<FeeRule[]> {
  const versions = await read.policyVersion.findMany({ where: { agencyId, kind: 'fee' } });
  return versions.map(({ rule }) => feeRule(rule));
}
