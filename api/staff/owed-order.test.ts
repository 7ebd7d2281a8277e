import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anAgency, MADE_AT } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import type { WholeObligation } from '../../prisma/fixtures/obligation.ts';
import type { Db, Tx } from '../../prisma/client.ts';
import { isPostgresql } from '../../prisma/open-postgresql.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aCapturedPayment, allSealed, anAssessedObligation } from '../../workflows/ledger/fixtures.ts';
import { actOn } from '../../workflows/obligation/act.ts';
import { listedPeople } from './listed-people.ts';
import { catchUpOwed } from './owed-order.ts';
import { peoplePage } from './people-page.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const today = '2026-11-26';

/** The list by what they owe, and the figures that the ledger gives for it. */
async function listed(agencyId: string) {
  const { db, read } = database;
  await catchUpOwed({ db, read }, agencyId);
  const wanted = { order: 'owed' as const };
  const { ids } = await peoplePage(read, { agencyId, today, wanted, limit: 50 });
  const people = await listedPeople(read, { agencyId, today }, ids);
  const kept = await read.personOwed.findMany({ where: { agencyId } });
  const owed = new Map(kept.map(({ personId, owedCents }) => [personId, owedCents]));
  return { ids, live: people.map(({ owedCents }) => owedCents), kept: ids.map((id) => owed.get(id)) };
}

/** Everybody once, the largest first, and each sum as the ledger has it. */
async function assertRight(agencyId: string): Promise<void> {
  const { ids, live, kept } = await listed(agencyId);
  expect(new Set(ids).size).toBe(await database.read.person.count({ where: { agencyId } }));
  expect(kept).toEqual(live);
  expect(live).toEqual(live.toSorted((a, b) => (a < b ? 1 : a > b ? -1 : 0)));
}

const deed = fc.record({
  what: fc.constantFrom('comes', 'is assessed', 'pays', 'is waived', 'joins', 'leaves', 'seal', 'look'),
  who: fc.nat(5),
  cents: fc.integer({ min: 1, max: 500 }).map(BigInt),
});
type Deed = typeof deed extends fc.Arbitrary<infer D> ? D : never;

async function carryOut(
  agencyId: string,
  people: string[],
  debts: WholeObligation[],
  { what, who, cents }: Deed,
) {
  const { db } = database;
  const person = people[who % people.length];
  const debt = debts[who % Math.max(1, debts.length)];
  if (what === 'comes') people.push((await aPerson(db, { agencyId })).id);
  if (what === 'seal') await allSealed(db, agencyId);
  if (what === 'look') await assertRight(agencyId);
  if (person === undefined) return;
  if (what === 'is assessed')
    debts.push(
      await anAssessedObligation(db, { agencyId, personIds: [person], assessedCents: 1_000n + cents }),
    );
  if (debt === undefined) return;
  const of = { obligationId: debt.id, personId: person };
  const owes = await db.obligationObligor.count({ where: of });
  if (what === 'pays') await aCapturedPayment(db, { obligation: debt, amountCents: cents / 10n + 1n });
  if (what === 'joins' && owes === 0) await db.obligationObligor.create({ data: of });
  if (what === 'leaves' && (await db.obligationObligor.count({ where: { obligationId: debt.id } })) > owes)
    await db.obligationObligor.deleteMany({ where: of });
  if (what !== 'is waived') return;
  const whose = { agencyId, obligationId: debt.id, staffId: 'staff-1', note: 'By order.', id: randomUUID() };
  const act = { kind: 'waived' as const, amountCents: cents / 20n + 1n };
  await db.$transaction((tx) => actOn(tx, { ...whose, act }, MADE_AT, 'America/New_York'));
}

test('whatever happens to debts and whenever it is sealed and looked at, everybody is where the ledger puts them', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deed, { minLength: 5, maxLength: 25 }), async (deeds) => {
      const { db } = database;
      const agencyId = (await anAgency(db)).id;
      const people = [(await aPerson(db, { agencyId })).id, (await aPerson(db, { agencyId })).id];
      const debts: WholeObligation[] = [];
      for (const one of deeds) await carryOut(agencyId, people, debts, one);
      await assertRight(agencyId);
    }),
    { numRuns: 12 },
  );
}, 90_000);

test('many who look while debts are paid and assessed agree with the ledger in the end; of another agency nobody is there', async () => {
  const { db, read } = database;
  const agencyId = (await anAgency(db)).id;
  const other = (await anAgency(db)).id;
  await anAssessedObligation(db, {
    agencyId: other,
    personIds: [(await aPerson(db, { agencyId: other })).id],
  });
  const people = await Promise.all(Array.from({ length: 4 }, () => aPerson(db, { agencyId })));
  const ids = people.map(({ id }) => id);
  const shared = await anAssessedObligation(db, { agencyId, personIds: ids, assessedCents: 9_000n });
  const busy = Array.from({ length: 12 }, async (_, n) => {
    if (n % 3 === 0) return catchUpOwed({ db, read }, agencyId);
    if (n % 3 === 1) return aCapturedPayment(db, { obligation: shared, amountCents: BigInt(100 + n) });
    const personIds = n % 2 === 0 ? ids : ids.toReversed();
    return anAssessedObligation(db, { agencyId, personIds, assessedCents: 500n });
  });
  await Promise.all(busy);
  await assertRight(agencyId);
  await allSealed(db, agencyId);
  await assertRight(agencyId);
  expect((await listed(other)).ids).toHaveLength(1);
});

/** A client on which the sealer comes by just after anybody has read how far it is. */
const sealedMeanwhile = <Client extends Db | Tx>(client: Client, agencyId: string): Client =>
  new Proxy(client, {
    get(target, key) {
      if (key === '$transaction')
        return (work: (tx: Tx) => unknown) =>
          database.db.$transaction(async (tx) => work(isPostgresql(tx) ? sealedMeanwhile(tx, agencyId) : tx));
      const member: unknown = Reflect.get(target, key);
      if (key !== 'ledgerSeal')
        return typeof member === 'function' ? (member.bind(target) as unknown) : member;
      return {
        findFirst: async (which: Parameters<Db['ledgerSeal']['findFirst']>[0]) => {
          const last = await target.ledgerSeal.findFirst(which);
          await allSealed(database.db, agencyId);
          return last;
        },
      };
    },
  });

test.each(['is asked for news', 'catches up'])(
  'what is sealed while who looks %s is where the ledger puts it, for this look already',
  async (when) => {
    const { db, read } = database;
    const agencyId = (await anAgency(db)).id;
    const personId = (await aPerson(db, { agencyId })).id;
    const debt = await anAssessedObligation(db, { agencyId, personIds: [personId], assessedCents: 9_000n });
    await allSealed(db, agencyId);
    await catchUpOwed({ db, read }, agencyId);
    await aCapturedPayment(db, { obligation: debt, amountCents: 4_000n });
    await catchUpOwed(
      when === 'catches up'
        ? { db: sealedMeanwhile(db, agencyId), read }
        : { db, read: sealedMeanwhile(read, agencyId) },
      agencyId,
    );
    expect(await read.personOwed.findUniqueOrThrow({ where: { personId } })).toMatchObject({
      owedCents: 5_000n,
    });
  },
);

test('who looks where nothing happened writes nothing', async () => {
  const { db, read } = database;
  const agencyId = (await anAgency(db)).id;
  await anAssessedObligation(db, { agencyId, personIds: [(await aPerson(db, { agencyId })).id] });
  await allSealed(db, agencyId);
  await catchUpOwed({ db, read }, agencyId);
  const unwritten = new Proxy(db, {
    get: (target, key) => {
      if (key === '$transaction') throw new Error('somebody writes');
      return Reflect.get(target, key) as unknown;
    },
  });
  await catchUpOwed({ db: unwritten, read }, agencyId);
  expect((await read.owedMark.findUniqueOrThrow({ where: { agencyId } })).sequence).toBe(1);
});
