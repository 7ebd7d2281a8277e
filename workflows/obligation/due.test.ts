import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  aheadOf,
  dueDate,
  dueOf,
  MOST_INSTALMENTS,
  type Schedule,
  type Standing,
  type Terms,
} from './due.ts';

const DAY_MS = 86_400_000;
const days = fc
  .integer({ min: Date.parse('2023-12-30') / DAY_MS, max: Date.parse('2029-03-02') / DAY_MS })
  .map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
const cents = fc.oneof(fc.bigInt(1n, 300_000n), fc.constantFrom(1n, 2n ** 53n - 1n, 2n ** 53n + 1n));
const scheduleOf = (instalmentCents: fc.Arbitrary<bigint>): fc.Arbitrary<Schedule> =>
  fc.record({ instalmentCents, dayOfMonth: fc.integer({ min: 1, max: 28 }), firstDueOn: days });
/** As many instalments as an assessment may have, and fewer. */
const termsOf = (chargedCents: bigint): fc.Arbitrary<Terms> =>
  fc.oneof(
    scheduleOf(fc.bigInt(chargedCents / BigInt(MOST_INSTALMENTS) + 1n, chargedCents + 1n)).map(
      (schedule) => ({ schedule }),
    ),
    fc
      .record({ dueOn: fc.option(days), assessedCents: cents, percent: fc.bigInt(0n, 100n) })
      .map(({ percent, ...of }) => ({ ...of, dueToDateCents: (of.assessedCents * percent) / 100n })),
  );
const standings: fc.Arbitrary<Standing> = fc
  .record({ chargedCents: cents, paid: fc.bigInt(0n, 1_000n) })
  .map(({ chargedCents, paid }) => ({
    chargedCents,
    balanceCents: chargedCents - (chargedCents * paid) / 1_000n,
  }));
const debts = standings.chain((standing) => fc.tuple(termsOf(standing.chargedCents), fc.constant(standing)));

/** Every instalment by itself, by the calendar of Date. */
function oneByOne({ instalmentCents, dayOfMonth, firstDueOn }: Schedule, chargedCents: bigint) {
  const first = new Date(firstDueOn);
  const all: { dueOn: string; cents: bigint }[] = [];
  for (let left = chargedCents, n = 0; left > 0n && n < 100; n += 1) {
    const on = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + n, dayOfMonth));
    const part = left < instalmentCents ? left : instalmentCents;
    all.push({ dueOn: n === 0 ? firstDueOn : on.toISOString().slice(0, 10), cents: part });
    left -= part;
  }
  return all;
}

test('what is due is part of the balance, and what is past due is part of that: nothing is ever negative', () => {
  fc.assert(
    fc.property(debts, days, ([some, standing], today) => {
      const { dueCents, pastDueCents, next } = dueOf(some, standing, today);
      const notYetCents = standing.balanceCents - dueCents;
      expect(pastDueCents >= 0n && pastDueCents <= dueCents && notYetCents >= 0n).toBe(true);
      if (next === null) return;
      expect(next.amountCents > 0n && next.amountCents <= notYetCents && next.dueOn > today).toBe(true);
    }),
  );
});

test('paid what is due, nothing is due or past due that day, and what comes next is the same', () => {
  fc.assert(
    fc.property(debts, days, ([some, standing], today) => {
      const before = dueOf(some, standing, today);
      const paid = { ...standing, balanceCents: standing.balanceCents - before.dueCents };
      const after = dueOf(some, paid, today);
      expect(after).toEqual({ dueCents: 0n, pastDueCents: 0n, dueOn: null, next: before.next });
    }),
  );
});

test('however often somebody pays what may be paid, they are at most one instalment ahead', () => {
  fc.assert(
    fc.property(debts, days, ([some, standing], today) => {
      if (!('schedule' in some)) return;
      const { schedule } = some;
      const { dueCents } = dueOf(some, standing, today);
      const ahead = aheadOf(schedule, standing, today);
      expect(ahead >= 0n && ahead <= schedule.instalmentCents).toBe(true);
      const balanceCents = standing.balanceCents - dueCents - ahead;
      expect(balanceCents >= 0n).toBe(true);
      expect(aheadOf(schedule, { ...standing, balanceCents }, today)).toBe(0n);
    }),
  );
});

test('instalments are those that the calendar gives one by one, whatever was paid', () => {
  const few = scheduleOf(fc.bigInt(10n, 1_000n));
  fc.assert(
    fc.property(few, fc.bigInt(1n, 900n), standings, days, (schedule, charged, { balanceCents }, today) => {
      const standing = { chargedCents: charged, balanceCents: balanceCents % (charged + 1n) };
      let settled = charged - standing.balanceCents;
      const open = oneByOne(schedule, charged).map(({ dueOn, cents: part }) => {
        const off = settled < part ? settled : part;
        settled -= off;
        return { dueOn, cents: part - off };
      });
      const left = open.filter((one) => one.cents > 0n);
      const total = (some: typeof left) => some.reduce((all, one) => all + one.cents, 0n);
      const due = left.filter(({ dueOn }) => dueOn <= today);
      const next = left.find(({ dueOn }) => dueOn > today);
      expect(dueOf({ schedule }, standing, today)).toEqual({
        dueCents: total(due),
        pastDueCents: total(due.filter(({ dueOn }) => dueOn < today)),
        dueOn: due[0]?.dueOn ?? null,
        next: next === undefined ? null : { dueOn: next.dueOn, amountCents: next.cents },
      });
    }),
    { numRuns: 1_000 },
  );
});

test('in the end, everything is due: an order that its instalments do not divide has a smaller last one', () => {
  const schedule = { instalmentCents: 30_000n, dayOfMonth: 28, firstDueOn: '2026-01-31' };
  const owed = { chargedCents: 100_000n, balanceCents: 100_000n };
  const dueOn = (today: string) => dueOf({ schedule }, owed, today).dueCents;
  expect([dueOn('2026-01-30'), dueOn('2026-01-31'), dueOn('2026-02-28')]).toEqual([0n, 30_000n, 60_000n]);
  expect([dueOn('2026-04-27'), dueOn('2026-04-28'), dueOn('2099-12-31')]).toEqual([
    90_000n,
    100_000n,
    100_000n,
  ]);
});

test.each<[Partial<Schedule>, number, string]>([
  [{ firstDueOn: '2027-12-31', dayOfMonth: 28 }, 2, '2028-02-28'],
  [{ firstDueOn: '2028-02-29', dayOfMonth: 1 }, 12, '2029-02-01'],
  [{ firstDueOn: '2026-12-05', dayOfMonth: 5 }, 1, '2027-01-05'],
  [{ firstDueOn: '2026-01-31', dayOfMonth: 1 }, 1, '2026-02-01'],
])('%o: instalment %d falls due on %s', (over, n, day) => {
  expect(dueDate({ instalmentCents: 1n, dayOfMonth: 1, firstDueOn: '2026-01-01', ...over }, n)).toBe(day);
});

test('an adjustment lengthens or shortens the schedule at its end', () => {
  const schedule = { instalmentCents: 4_000n, dayOfMonth: 1, firstDueOn: '2026-09-01' };
  const on = (chargedCents: bigint) =>
    dueOf({ schedule }, { chargedCents, balanceCents: chargedCents }, '2026-11-26').dueCents;
  expect([on(48_000n), on(60_000n), on(9_000n)]).toEqual([12_000n, 12_000n, 9_000n]);
});

test('a debt without a schedule is due as far as it was asked for; of one asked for whole, an increase is, too', () => {
  const asked = { dueOn: '2026-11-20', dueToDateCents: 5_000n, assessedCents: 15_000n };
  const standing = (chargedCents: bigint) => ({ chargedCents, balanceCents: chargedCents - 2_000n });
  const on = (over: Partial<typeof asked>, chargedCents: bigint) =>
    dueOf({ ...asked, ...over }, standing(chargedCents), '2026-11-26').pastDueCents;
  expect([on({}, 15_000n), on({}, 20_000n), on({}, 4_000n)]).toEqual([3_000n, 3_000n, 2_000n]);
  expect(on({ dueToDateCents: 15_000n }, 20_000n)).toBe(18_000n);
});
