import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../../money/money.ts';
import type { Claim } from '../claim.ts';
import type { Charge } from '../codes.ts';
import { aClaim, cents as wholeCents, someCents, someClaims } from '../fixtures.ts';
import { divideByRule } from '../governing.ts';
import { allocationRule, ruleVersions } from '../rule-schema.ts';
import type { Rules } from '../rules.ts';
import { presets } from './all.ts';
import type { Preset } from './preset.ts';

const preset = (id: string): Preset => {
  const found = presets.find((one) => one.id === id);
  if (found === undefined) throw new Error(`no preset ${id}`);
  return found;
};

/** The preset as an agency has it on a day. */
function inForce({ id, versions }: Preset, day = '2026-11-25'): Rules['allocation'] {
  const numbered = versions.map(({ effectiveFrom, rule }, i) => ({
    versionId: `${id} ${i + 1}`,
    version: i + 1,
    effectiveFrom,
    rule,
  }));
  const [current, ...earlier] = numbered.filter(({ effectiveFrom }) => effectiveFrom <= day).toReversed();
  if (current === undefined) throw new Error(`${id} has no rule on ${day}`);
  return { ...current, earlier };
}

const dollars = (amount: number) => BigInt(wholeCents(amount));
const paid = (id: string, claims: readonly Claim[], amount: number) =>
  Object.fromEntries(
    [...divideByRule(inForce(preset(id)), claims, dollars(amount)).byClaim].map(([key, cents]) => [
      key,
      Number(cents) / 100,
    ]),
  );
const owed = (key: string, charge: Charge, amount: number, over: Partial<Claim> = {}) =>
  aClaim(key, charge, dollars(amount), over);

const michigan = (victim: number, rest: Claim[]) => [owed('victim', 'restitution', victim), ...rest];
const michiganRest = [
  owed('state cost', 'state_minimum_cost', 68),
  owed('costs', 'court_costs', 100),
  owed('fine', 'fine', 200),
  owed('supervision', 'supervision_fee', 135),
];

test('Michigan: half to the victim, half to the rest in its order', () => {
  expect(paid('MI', michigan(300, michiganRest), 150)).toEqual({ victim: 75, 'state cost': 68, costs: 7 });
});

test('Michigan: what the victim’s half has no use for goes to the rest', () => {
  expect(paid('MI', michigan(30, michiganRest), 150)).toEqual({ victim: 30, 'state cost': 68, costs: 52 });
});

test('Michigan: what the other half has no use for goes to the victim', () => {
  expect(paid('MI', michigan(300, [owed('costs', 'court_costs', 20)]), 150)).toEqual({
    victim: 130,
    costs: 20,
  });
});

test('Michigan: the odd cent is the victim’s', () => {
  expect(paid('MI', michigan(300, michiganRest), 0.01)).toEqual({ victim: 0.01 });
});

test('Michigan: a payment that names no case goes to those with unpaid restitution first', () => {
  const claims = [
    owed('costs of the old case', 'court_costs', 50, { caseId: 'old', orderedOn: '2020-01-01' }),
    owed('victim', 'restitution', 60, { caseId: 'new' }),
    owed('costs of the new case', 'court_costs', 40, { caseId: 'new' }),
  ];
  expect(paid('MI', claims, 80)).toEqual({ victim: 40, 'costs of the new case': 40 });
  expect(paid('MI', claims, 120)).toEqual({
    victim: 60,
    'costs of the new case': 40,
    'costs of the old case': 20,
  });
});

test('Michigan: debts of which no case is known are one case', () => {
  const claims = michigan(300, michiganRest).map((claim) => ({ ...claim, caseId: null }));
  expect(paid('MI', claims, 150)).toEqual({ victim: 75, 'state cost': 68, costs: 7 });
});

test('California: restitution, surcharge, then by what was levied, across cases', () => {
  const claims = [
    owed('restitution', 'restitution', 200, { caseId: 'b' }),
    owed('surcharge', 'state_surcharge', 40),
    owed('fine', 'fine', 500),
    owed('assessments', 'penalty_assessment', 300, { caseId: 'c' }),
    owed('restitution fine', 'restitution_fine', 200),
    owed('costs', 'reimbursement', 100),
  ];
  expect(paid('CA', claims, 340)).toEqual({
    restitution: 200,
    surcharge: 40,
    fine: 50,
    assessments: 30,
    'restitution fine': 20,
  });
});

test('Delaware: individuals in proportion and in full before the insurer', () => {
  const claims = [
    owed('a', 'restitution', 300),
    owed('b', 'restitution', 100),
    owed('insurer', 'restitution', 400, { payees: ['insurer'] }),
  ];
  expect(paid('DE', claims, 200)).toEqual({ a: 150, b: 50 });
  const after = claims.map((claim) =>
    claim.id === 'insurer'
      ? claim
      : { ...claim, balanceCents: claim.balanceCents - dollars(claim.id === 'a' ? 150 : 50) },
  );
  expect(paid('DE', after, 300)).toEqual({ a: 150, b: 50, insurer: 100 });
});

test('Montana: as listed up to $500 ordered, also at exactly that; above it in proportion', () => {
  const small = [owed('A', 'restitution', 200, { listed: 1 }), owed('B', 'restitution', 300, { listed: 2 })];
  expect(paid('MT', small, 250)).toEqual({ A: 200, B: 50 });
  const large = [
    owed('A', 'restitution', 1_000, { listed: 1 }),
    owed('B', 'restitution', 3_000, { listed: 2 }),
  ];
  expect(paid('MT', large, 400)).toEqual({ A: 100, B: 300 });
});

test('Montana: the way does not change as debts are paid off', () => {
  const claims = [
    { ...owed('A', 'restitution', 400, { listed: 1 }), balanceCents: 0n },
    owed('B', 'restitution', 200, { listed: 2 }),
    owed('C', 'restitution', 200, { listed: 3 }),
  ];
  expect(paid('MT', claims, 100)).toEqual({ B: 50, C: 50 });
});

test('Montana: an older judgment in full before a newer one, agencies after individuals', () => {
  const claims = [
    owed('old agency', 'restitution', 50, { caseId: '1', orderedOn: '2020-05-01', payees: ['government'] }),
    owed('old victim', 'restitution', 50, { caseId: '1', orderedOn: '2020-05-01' }),
    owed('old program', 'restitution', 50, {
      caseId: '1',
      orderedOn: '2020-05-01',
      payees: ['victim_program'],
    }),
    owed('new victim', 'restitution', 50, { caseId: '0', orderedOn: '2024-05-01' }),
  ];
  expect(paid('MT', claims, 120)).toEqual({ 'old victim': 50, 'old program': 50, 'old agency': 20 });
  expect(paid('MT', claims, 160)).toMatchObject({ 'old agency': 50, 'new victim': 10 });
});

test('Hawaii: strictly one after the other', () => {
  const claims = [
    owed('restitution', 'restitution', 50),
    owed('compensation fee', 'victim_compensation', 55),
    owed('probation fee', 'supervision_fee', 150),
  ];
  expect(paid('HI', claims, 80)).toEqual({ restitution: 50, 'compensation fee': 30 });
});

const costsFirst = [
  owed('costs', 'court_costs', 150),
  owed('restitution', 'restitution', 100),
  owed('fine', 'fine', 200),
];

test('Arkansas: costs, then restitution', () => {
  expect(paid('AR', costsFirst, 200)).toEqual({ costs: 150, restitution: 50 });
});

test('Texas: costs, the balance to the fine', () => {
  expect(paid('TX', costsFirst, 200)).toEqual({ costs: 150, fine: 50 });
});

test('Florida: the surcharge only after the full month', () => {
  const claims = [owed('month', 'supervision_fee', 50), owed('surcharge', 'supervision_surcharge', 2)];
  expect(paid('FL', claims, 51)).toEqual({ month: 50, surcharge: 1 });
  expect(paid('FL', claims, 49.99)).toEqual({ month: 49.99 });
});

test('Citrus County, Florida: 25 victims share $35.00, $1.40 each', () => {
  const victims = Array.from({ length: 25 }, (_, i) => owed(`victim ${i}`, 'restitution', 100 + i));
  expect(new Set(Object.values(paid('FL', victims, 35)))).toEqual(new Set([1.4]));
});

test.each(presets.map(({ id }) => id))(
  '%s: one cent over 25 payees is one payee’s, the first by key',
  (id) => {
    const victims = Array.from({ length: 25 }, (_, i) =>
      owed(`victim ${String(i).padStart(2, '0')}`, 'restitution', 100),
    );
    expect(paid(id, victims, 0.01)).toEqual({ 'victim 00': 0.01 });
    expect(paid(id, victims, 0)).toEqual({});
  },
);

test.each(presets.map(({ id }) => id))('%s: debts that come to zero take nothing of a payment', (id) => {
  const nothing = [owed('r', 'restitution', 0), owed('f', 'fine', 0), owed('s', 'supervision_fee', 0)];
  const { byClaim, unappliedCents } = divideByRule(inForce(preset(id)), nothing, 5_000n);
  expect([byClaim.size, unappliedCents]).toEqual([0, 5_000n]);
});

test('Pennsylvania: fees in proportion to what is still owed (the schedule’s own example)', () => {
  const claims = [
    owed('monitoring', 'other_fee', 80),
    owed('supervision', 'supervision_fee', 10),
    owed('service', 'court_fee', 10),
  ];
  expect(paid('PA', claims, 10)).toEqual({ monitoring: 8, supervision: 1, service: 1 });
});

test('Pennsylvania: at least half to restitution, the odd cent too; collection fee only where secured', () => {
  const claims = [
    owed('collector', 'collection_fee', 100),
    owed('funds', 'victim_compensation', 10),
    owed('victim', 'restitution', 500),
    owed('fees', 'supervision_fee', 500),
  ];
  expect(paid('PA', claims, 30.01)).toEqual({ funds: 10, victim: 10.01, fees: 10 });
  const secured = divideByRule(inForce(preset('PA')), claims, 4_000n, { collectedByAgency: true });
  expect(Object.fromEntries(secured.byClaim)).toEqual({
    collector: 1_000n,
    funds: 1_000n,
    victim: 1_000n,
    fees: 1_000n,
  });
});

const twoRecipients = (assessedOn: string) => [
  owed('agency harmed', 'restitution', 100, { payees: ['government_victim'], assessedOn }),
  owed('board', 'restitution', 100, { payees: ['victim_program'], assessedOn }),
  owed('store', 'restitution', 100, { payees: ['business'], assessedOn }),
];

test('Pennsylvania: the day of assessment decides who comes first, also on the day the law changed', () => {
  expect(paid('PA', twoRecipients('2018-10-23'), 50)).toEqual({ 'agency harmed': 25, store: 25 });
  expect(paid('PA', twoRecipients('2018-10-24'), 50)).toEqual({ 'agency harmed': 50 });
});

test('Pennsylvania: each debt keeps its schedule, the older first, and the explanation names both', () => {
  const old = twoRecipients('2015-06-01').map((claim) => ({ ...claim, id: `old ${claim.id}` }));
  const { byClaim, explanation } = divideByRule(
    inForce(preset('PA')),
    [...twoRecipients('2020-06-01'), ...old],
    30_100n,
  );
  expect(byClaim.get('agency harmed')).toBe(100n);
  expect(explanation.byRule.map(({ versionId }) => versionId)).toEqual(['PA 1', 'PA 2']);
});

test('Idaho: supervision before restitution; within a place by what was ordered', () => {
  const claims = [
    owed('restitution', 'restitution', 100),
    owed('supervision 1', 'supervision_fee', 10, { orderedCents: 9_000n }),
    owed('supervision 2', 'supervision_fee', 90, { orderedCents: 3_000n }),
  ];
  expect(paid('ID', claims, 40)).toEqual({ 'supervision 1': 10, 'supervision 2': 30 });
  expect(paid('ID', claims, 8)).toEqual({ 'supervision 1': 6, 'supervision 2': 2 });
});

test('Wisconsin: each payment to victims carries its part of the surcharge', () => {
  const claims = [
    owed('victim', 'restitution', 100),
    owed('surcharge', 'restitution_surcharge', 5, { payees: ['government'] }),
    owed('insurer', 'restitution', 50, { payees: ['insurer'] }),
  ];
  expect(paid('WI', claims, 21)).toEqual({ victim: 20, surcharge: 1 });
});

test('Federal: assessment, victims, insurers, the United States, fines', () => {
  const claims = [
    owed('fine', 'fine', 10),
    owed('victim', 'restitution', 10),
    owed('government', 'restitution', 10, { payees: ['government_victim'] }),
    owed('insurer', 'restitution', 10, { payees: ['insurer'] }),
    owed('assessment', 'special_assessment', 10),
  ];
  expect(paid('US', claims, 45)).toEqual({
    assessment: 10,
    victim: 10,
    insurer: 10,
    government: 10,
    fine: 5,
  });
});

test.each(presets)(
  '$id can be stored and read back, its versions meet without gap or overlap',
  ({ versions }) => {
    const stored: unknown = JSON.parse(JSON.stringify(versions));
    expect(ruleVersions(stored)).toEqual(versions);
  },
);

const openPoints = presets.flatMap((one) =>
  one.open.map((point) => ({ id: one.id, rule: one.versions.at(-1)?.rule, ...point })),
);

test.each(openPoints)(
  '$id: "$question" is a setting, and its other answers are rules too',
  ({ rule, at, stated, instead }) => {
    expect(valueAt(rule, at)).toBe(stated);
    for (const other of instead) expect(() => allocationRule(withValue(rule, at, other))).not.toThrow();
  },
);

test('Montana, exactly $500 the other way: in proportion', () => {
  const point = preset('MT').open[0];
  const current = inForce(preset('MT'));
  const rule = allocationRule(withValue(current.rule, point?.at ?? [], false));
  const claims = [owed('A', 'restitution', 200, { listed: 1 }), owed('B', 'restitution', 300, { listed: 2 })];
  expect(divideByRule({ ...current, rule }, claims, 25_000n).byClaim).toEqual(
    new Map([
      ['A', 10_000n],
      ['B', 15_000n],
    ]),
  );
});

test('under every preset no cent is made or lost, none beyond what is owed, and each step names its version', () => {
  fc.assert(
    fc.property(fc.constantFrom(...presets), someClaims, someCents, (one, claims, cents) => {
      const { byClaim, unappliedCents, explanation } = divideByRule(inForce(one), claims, cents);
      expect(sum(byClaim.values()) + unappliedCents).toBe(cents);
      for (const claim of claims) expect((byClaim.get(claim.id) ?? 0n) <= claim.balanceCents).toBe(true);
      for (const walk of explanation.byRule) expect(walk.versionId.startsWith(one.id)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

function valueAt(tree: unknown, at: readonly (string | number)[]): unknown {
  return at.reduce<unknown>((node, key) => (isRecord(node) ? node[key] : undefined), tree);
}

/** A copy, with another value at the place; undefined takes the member away. */
function withValue(tree: unknown, at: readonly (string | number)[], value: unknown): unknown {
  const copy = structuredClone(tree);
  const parent = valueAt(copy, at.slice(0, -1));
  const key = at.at(-1);
  if (isRecord(parent) && key !== undefined) parent[key] = value;
  return copy;
}

const isRecord = (node: unknown): node is Record<string | number, unknown> =>
  typeof node === 'object' && node !== null;
