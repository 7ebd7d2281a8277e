import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { Db } from '../../prisma/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import { allOf, Prisma, sql, type Sql } from './payments-sql.ts';
import type { PeopleOrder, WantedPeople } from './people-filters.ts';
import { ofText, testsOf } from './people-sql.ts';

/** So many people's debts are looked into by one page at most: its time has a bound, whatever is asked. */
const TESTED_MOST = 2_000;
/** Counted exactly up to here. */
const COUNTED_MOST = 1_000;
/** So many of them are looked at to count, some at a time. */
const PARTS_MOST = 100;

/** Just after this person, who owed so much, in whichever order. Minor units. */
export interface PersonPlace {
  id: string;
  owed: bigint;
}

export interface PeoplePage {
  /** In the list's order. */
  ids: string[];
  /** Where the next page begins; absent: there is no more. A page can be short, or empty, and yet have a next one. */
  next?: PersonPlace;
  /** Of the first page, where everybody was looked at: how many there are, up to COUNTED_MOST, or that there are more. */
  total?: Total;
}

interface Total {
  count: number;
  isMore: boolean;
}

interface Asked {
  agencyId: string;
  /** The agency's local day. */
  today: string;
  wanted: WantedPeople;
  limit: number;
  /** The `next` of the page before. */
  after?: PersonPlace | undefined;
  testedMost?: number;
}

/** One page of an agency's people; in the order of what they owe as `catchUpOwed` left it a moment ago. Places are values: while people come in, pages neither skip nor repeat one. */
export async function peoplePage(read: Db, asked: Asked): Promise<PeoplePage> {
  const { agencyId, today, wanted, limit, after, testedMost = TESTED_MOST } = asked;
  const { order } = wanted;
  const all = everybody(agencyId, wanted);
  if (all === null) return { ids: [], total: { count: 0, isMore: false } };
  const from = peopleIn(wanted);
  const of = { order, agencyId };
  const tests = testsOf(wanted, today);
  const within = allOf([...all, ...(after ? [side(of, after, 'beyond')] : [])]);
  const joined = order === 'owed' ? [sql`b."agencyId" = ${agencyId}`, sql`r."id" = b."personId"`] : [];
  const placesOf = (where: Sql, rest: Sql) =>
    places(read, sql`${from} WHERE ${allOf([...joined, where])}`, order, rest);
  const [end] = tests.length === 0 ? [] : await placesOf(within, sql`LIMIT 1 OFFSET ${testedMost - 1}`);
  const where = allOf([within, ...(end ? [side(of, end, 'up to')] : []), ...tests]);
  const found = await placesOf(where, sql`LIMIT ${limit + 1}`);
  const shown = found.slice(0, limit);
  const next = found.length > limit ? shown.at(-1) : end;
  return {
    ids: shown.map(({ id }) => id),
    ...(next && { next }),
    ...(after === undefined &&
      end === undefined && { total: await totalOf(read, allOf([...all, ...tests])) }),
  };
}

/** Conditions on the person that look at nothing else; null: nobody has such a name or number. */
function everybody(agencyId: string, { office, text }: WantedPeople): Sql[] | null {
  const named = text ? ofText(agencyId, text) : undefined;
  if (named === null) return null;
  return [
    sql`r."agencyId" = ${agencyId}`,
    ...(office === undefined ? [] : [sql`r."office" = ${office}`]),
    ...(named === undefined ? [] : [named]),
  ];
}

/**
 * SQLite takes a cross join in the order that it is written in: by what they owe, as the index has them. Those whom a text
 * names are few, and looked up first.
 */
function peopleIn({ order, text }: WantedPeople): Sql {
  if (order !== 'owed') return sql`"Person" r`;
  return text ? sql`"PersonOwed" b, "Person" r` : sql`"PersonOwed" b CROSS JOIN "Person" r`;
}

const owed = sql`b."owedCents"`;

async function places(read: Db, from: Sql, order: PeopleOrder, rest: Sql): Promise<PersonPlace[]> {
  const by = {
    name: sql`r."familyName", r."givenName", r."id"`,
    id: sql`r."agencyPersonId"`,
    owed: sql`${owed} DESC, r."familyName", r."givenName", r."id"`,
  }[order];
  const rows = await queryRows<{ id: string; owed: bigint | number }>(read)`
    SELECT r."id", ${order === 'owed' ? owed : sql`0`} AS "owed" FROM ${from} ORDER BY ${by} ${rest}`;
  return rows.map(({ id, owed: cents }) => ({ id, owed: BigInt(cents) }));
}

/** What an agency's people, in an order, have beyond a place, or up to it, the person there included. */
function side(
  { order, agencyId }: { order: PeopleOrder; agencyId: string },
  { id, owed: cents }: PersonPlace,
  which: 'beyond' | 'up to',
): Sql {
  const than = Prisma.raw(which === 'beyond' ? '>' : '<=');
  const there = (columns: Sql) =>
    sql`(SELECT ${columns} FROM "Person" t WHERE t."id" = ${id} AND t."agencyId" = ${agencyId})`;
  if (order === 'id') return sql`r."agencyPersonId" ${than} ${there(sql`t."agencyPersonId"`)}`;
  const byName = sql`(r."familyName", r."givenName", r."id") ${than}
    (${there(sql`t."familyName"`)}, ${there(sql`t."givenName"`)}, ${id})`;
  if (order === 'name') return byName;
  const [further, atLeast] = which === 'beyond' ? ['<', '<='] : ['>', '>='];
  // The first says nothing new: by it the index is entered in the right place.
  return sql`${owed} ${Prisma.raw(atLeast ?? '')} ${cents}
    AND (${owed} ${Prisma.raw(further ?? '')} ${cents} OR (${owed} = ${cents} AND ${byName}))`;
}

/**
 * How many people fit, by looking at so many at a time that nobody else waits for it. In any order it is the same number.
 * @returns null: not all were looked at
 */
export async function peopleCount(
  read: Db,
  { agencyId, today, wanted, testedMost = TESTED_MOST }: Omit<Asked, 'limit' | 'after'>,
): Promise<Total | null> {
  const all = everybody(agencyId, wanted);
  if (all === null) return { count: 0, isMore: false };
  const of = { order: 'name', agencyId } as const;
  const tests = testsOf(wanted, today);
  let count = 0;
  let after: PersonPlace | undefined;
  for (let parts = 0; parts < PARTS_MOST; parts++) {
    const within = [...all, ...(after ? [side(of, after, 'beyond')] : [])];
    const rest = sql`LIMIT 1 OFFSET ${testedMost - 1}`;
    const [end] = await places(read, sql`"Person" r WHERE ${allOf(within)}`, 'name', rest);
    const part = [...within, ...(end ? [side(of, end, 'up to')] : []), ...tests];
    count += await countUpTo(read, allOf(part), COUNTED_MOST + 1 - count);
    if (count > COUNTED_MOST) return { count: COUNTED_MOST, isMore: true };
    if (end === undefined) return { count, isMore: false };
    after = end;
    await turnOfTheLoop();
  }
  return null;
}

/** In any order it is the same number. */
async function totalOf(read: Db, where: Sql): Promise<Total> {
  const count = await countUpTo(read, where, COUNTED_MOST + 1);
  return count > COUNTED_MOST ? { count: COUNTED_MOST, isMore: true } : { count, isMore: false };
}

async function countUpTo(read: Db, where: Sql, most: number): Promise<number> {
  const [found] = await queryRows<{ n: bigint }>(read)`
    SELECT count(*) AS "n" FROM (SELECT 1 FROM "Person" r WHERE ${where} LIMIT ${most}) few`;
  return Number(found?.n ?? 0);
}
