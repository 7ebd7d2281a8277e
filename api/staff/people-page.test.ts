import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { anAgency, MADE_AT } from '../../prisma/fixtures/agency.ts';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aCapturedPayment, anAssessedObligation } from '../../workflows/ledger/fixtures.ts';
import { actOn, type Act } from '../../workflows/obligation/act.ts';
import { owedBy } from '../../workflows/obligation/read.ts';
import { listedPeople } from './listed-people.ts';
import { PEOPLE_ORDERS, PERSON_STATUSES, type WantedPeople } from './people-filters.ts';
import { catchUpOwed } from './owed-order.ts';
import { peopleCount, peoplePage } from './people-page.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

const day = fc
  .integer({ min: 0, max: 800 })
  .map((n) => new Date(Date.parse('2025-06-01') + n * 86_400_000).toISOString().slice(0, 10));
const debt = fc.record({
  kind: fc.constantFrom('restitution', 'court_costs'),
  assessedCents: fc.constantFrom(1_000n, 4_800n, 100_000n),
  toDate: fc.constantFrom('all', 'part', 'none'),
  dueOn: fc.option(day),
  schedule: fc.option(
    fc.record({
      instalmentCents: fc.constantFrom(100n, 333n),
      dueDayOfMonth: fc.integer({ min: 1, max: 28 }),
    }),
  ),
  paid: fc.constantFrom('nothing', 'some', 'all'),
  underWay: fc.boolean(),
  adjusted: fc.constantFrom(0n, 700n, -300n),
  isHeld: fc.boolean(),
});
type Debt = typeof debt extends fc.Arbitrary<infer D> ? D : never;

async function owes(agencyId: string, personId: string, a: Debt) {
  const { db } = database;
  const { assessedCents, schedule, dueOn } = a;
  const parts = { all: assessedCents, part: 900n, none: 0n };
  const obligation = await anAssessedObligation(db, {
    agencyId,
    personIds: [personId],
    kind: a.kind,
    assessedCents,
    dueOn,
    dueToDateCents: schedule && dueOn ? 0n : dueOn ? parts[a.toDate] : 0n,
    ...(dueOn && schedule),
  });
  const paid = { nothing: 0n, some: 450n, all: assessedCents }[a.paid];
  if (paid > 0n) await aCapturedPayment(db, { obligation, amountCents: paid });
  if (a.underWay && a.paid !== 'all')
    await aPayment(db, { obligation, personId, amountCents: 200n, state: 'charging' });
  const act = (wanted: Act) =>
    db.$transaction((tx) => {
      const whose = { agencyId, obligationId: obligation.id, staffId: 'staff-1', note: 'By order.' };
      return actOn(tx, { ...whose, id: randomUUID(), act: wanted }, MADE_AT, 'America/New_York');
    });
  const toCents = assessedCents + a.adjusted; // refused where more was paid
  if (a.adjusted !== 0n) await act({ kind: 'adjusted', fromCents: assessedCents, toCents });
  if (a.isHeld) await act({ kind: 'held', reason: 'appeal' });
}

/** What the list must find, worked out from the debts as everything else reads them. */
async function expected(agencyId: string, personId: string, today: string) {
  const { db } = database;
  const debts = await owedBy(db, { agencyId, personId, today });
  const sumOf = (of: (typeof debts)[number]['ledgerCents'][]) => of.reduce((sum, one) => sum + one, 0n);
  return {
    debts,
    owedCents: sumOf(debts.map(({ ledgerCents }) => ledgerCents)),
    pastDueCents: sumOf(debts.map(({ pastDueCents }) => pastDueCents)),
    heldCents: sumOf(debts.map(({ hold, ledgerCents }) => (hold === null ? 0n : ledgerCents))),
  };
}

type Expected = Awaited<ReturnType<typeof expected>>;

/** As the filters are described. */
function fits({ debts }: Expected, { status, pastDue, kind }: Partial<WantedPeople>): boolean {
  const of = debts.filter((each) => kind === undefined || each.kind === kind);
  const owed = of.filter(({ ledgerCents }) => ledgerCents > 0n);
  const isLate = of.some(({ pastDueCents }) => pastDueCents > 0n);
  const statuses = {
    owes: owed.some(({ hold }) => hold === null),
    on_hold: owed.length > 0 && owed.every(({ hold }) => hold !== null),
    paid_up: of.length > 0 && owed.length === 0,
    nothing_charged: of.length === 0,
  };
  if (status !== undefined && !statuses[status]) return false;
  if (status === undefined && kind !== undefined && of.length === 0) return false;
  return pastDue === undefined || isLate === (pastDue === 'yes');
}

test('whom a filter finds, and what each owes and is late with, is what their debts say, whatever they are', async () => {
  const people = fc.array(fc.array(debt, { maxLength: 3 }), { minLength: 4, maxLength: 7 });
  await fc.assert(
    fc.asyncProperty(people, day, async (all, today) => {
      const { db } = database;
      const agencyId = (await anAgency(db)).id;
      const truth = new Map<string, Expected>();
      for (const debts of all) {
        const { id } = await aPerson(db, { agencyId });
        for (const each of debts) await owes(agencyId, id, each);
        truth.set(id, await expected(agencyId, id, today));
      }
      for (const person of await listedPeople(db, { agencyId, today }, [...truth.keys()])) {
        const { owedCents, pastDueCents, heldCents } = truth.get(person.id) ?? {};
        expect(person).toMatchObject({ owedCents, pastDueCents, heldCents });
      }
      const filters = [undefined, ...PERSON_STATUSES].flatMap((status) =>
        ([undefined, 'yes', 'no'] as const).flatMap((pastDue) =>
          ([undefined, 'restitution'] as const).map((kind) => ({ status, pastDue, kind })),
        ),
      );
      for (const filter of filters) {
        const wanted = { ...filter, order: 'name' as const };
        const { ids, total } = await peoplePage(db, { agencyId, today, wanted, limit: 50 });
        const right = [...truth].filter(([, each]) => fits(each, filter)).map(([id]) => id);
        expect([filter, ids.toSorted(), total?.count]).toEqual([filter, right.toSorted(), right.length]);
        const counted = await peopleCount(db, { agencyId, today, wanted, testedMost: 2 });
        expect([filter, counted]).toEqual([filter, { count: right.length, isMore: false }]);
      }
    }),
    { numRuns: 6 },
  );
}, 60_000);

test.each(PEOPLE_ORDERS)(
  'pages in the order %s have everybody once, however few each page may look at',
  async (order) => {
    const { db } = database;
    const agencyId = (await anAgency(db)).id;
    const names = ['Ñandú', 'Abel', 'abel', 'Zed', 'Abel', 'O’Neil', 'Li', 'Li', 'Li'];
    for (const [n, familyName] of names.entries()) {
      const { id } = await aPerson(db, { agencyId, familyName, agencyPersonId: `${(n * 7) % 10}X${n}` });
      if (n % 3 > 0)
        await anAssessedObligation(db, { agencyId, personIds: [id], assessedCents: BigInt(n % 3) });
    }
    await catchUpOwed({ db, read: db }, agencyId);
    const today = '2026-11-26';
    const walk = async (filter: Partial<WantedPeople>, limit: number, testedMost: number) => {
      const seen: string[] = [];
      let after;
      do {
        const wanted = { ...filter, order };
        const page = await peoplePage(db, { agencyId, today, wanted, limit, after, testedMost });
        seen.push(...page.ids);
        after = page.next;
      } while (after !== undefined);
      return seen;
    };
    const whole = await walk({}, 50, 50);
    expect(new Set(whole).size).toBe(names.length);
    expect(await walk({}, 2, 50)).toEqual(whole);
    const owing = await walk({ status: 'owes' }, 50, 50);
    expect(owing).toEqual(whole.filter((id) => owing.includes(id)));
    expect(owing).toHaveLength(6);
    for (const testedMost of [1, 2, 4]) expect(await walk({ status: 'owes' }, 2, testedMost)).toEqual(owing);
  },
);
