import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aCapturedPayment } from '../../workflows/ledger/fixtures.ts';
import { aClerk, aWorld, given } from '../test-world.ts';

/** A member of staff of agency A before the debts of its person. */
async function atTheDesk(role: 'clerk' | 'supervisor') {
  const world = await aWorld();
  const { db } = world.database;
  const clerk = await aClerk(world, world.a);
  await db.staffMember.updateMany({ data: { role } });
  const said = (over: object = {}) => ({
    actId: randomUUID(),
    obligationId: world.a.fee.id,
    note: 'Order of November 20.',
    ...over,
  });
  return {
    world,
    said,
    hold: async (over?: object) =>
      given(await world.call('staff', 'holdObligation', { ...said(over), reason: 'court_review' }, clerk)),
    release: async () => given(await world.call('staff', 'releaseObligation', said(), clerk)),
    adjust: async (fromCents: number, toCents: number, over?: object) =>
      given(await world.call('staff', 'adjustObligation', { ...said(over), fromCents, toCents }, clerk)),
    waive: async (amountCents: number, over?: object) =>
      given(await world.call('staff', 'waiveObligation', { ...said(over), amountCents }, clerk)),
    list: async () => {
      const input = { personId: world.a.person.id };
      const { obligations } = given(await world.call('staff', 'obligations', input, clerk));
      return obligations.find(({ id }) => id === world.a.fee.id);
    },
    audited: () =>
      db.auditEntry.findMany({ where: { action: { startsWith: 'obligation.' } }, orderBy: { at: 'asc' } }),
    post: (name: string, input: object) => world.post(`staff.${name}`, input, clerk),
    clerk,
  };
}

test('a supervisor holds, releases, adjusts and waives: the debt says so, by whom and why, and the trail keeps it', async () => {
  const { hold, release, adjust, waive, list, audited, world, clerk } = await atTheDesk('supervisor');
  expect(await hold()).toEqual({ ok: true });
  expect(await list()).toMatchObject({ hold: { reason: 'court_review' }, balanceCents: 8_000, dueCents: 0 });
  expect(await release()).toEqual({ ok: true });
  expect(await adjust(8_000, 10_000)).toEqual({ ok: true });
  expect(await waive(3_000)).toEqual({ ok: true });
  const by = { by: 'Casey Clerk', note: 'Order of November 20.' };
  const debt = await list();
  expect(debt).toMatchObject({
    assessedCents: 8_000,
    chargedCents: 10_000,
    waivedCents: 3_000,
    balanceCents: 7_000,
    dueCents: 7_000,
  });
  expect(debt?.hold).toBeUndefined();
  expect(debt?.acts.toSorted((a, b) => (a.kind < b.kind ? -1 : 1))).toMatchObject([
    { kind: 'adjusted', amountCents: 2_000, ...by },
    { kind: 'held', holdReason: 'court_review', ...by },
    { kind: 'released', ...by },
    { kind: 'waived', amountCents: 3_000, ...by },
  ]);
  const entries = await audited();
  expect(entries.map(({ action }) => action).toSorted()).toEqual([
    'obligation.adjusted',
    'obligation.held',
    'obligation.released',
    'obligation.waived',
  ]);
  for (const entry of entries)
    expect(entry).toMatchObject({ actorId: clerk.staffId, subjectId: world.a.fee.id });
});

test('a clerk may hold and release, but neither adjust nor waive', async () => {
  const { hold, release, adjust, waive, list, audited } = await atTheDesk('clerk');
  const mayNot = { ok: false, refusal: { code: 'supervisors_only' } };
  expect([await adjust(8_000, 9_000), await waive(1)]).toEqual([mayNot, mayNot]);
  expect([await hold(), await release()]).toEqual([{ ok: true }, { ok: true }]);
  expect(await list()).toMatchObject({ chargedCents: 8_000, balanceCents: 8_000 });
  expect(await audited()).toHaveLength(2);
});

test('the same wish again is answered again and done once; what cannot be done names the field and the bound', async () => {
  const { waive, adjust, list, audited, world } = await atTheDesk('supervisor');
  const actId = randomUUID();
  const twice = [await waive(1_000, { actId }), await waive(1_000, { actId: actId.toUpperCase() })];
  expect(twice).toEqual([{ ok: true }, { ok: true }]);
  expect(await audited()).toHaveLength(1);
  expect(await waive(2_000, { actId })).toEqual({
    ok: false,
    refusal: { code: 'act_reused', field: 'actId' },
  });
  await aCapturedPayment(world.database.db, { obligation: world.a.fee, amountCents: 4_000n });
  expect(await adjust(8_000, 4_999)).toEqual({
    ok: false,
    refusal: { code: 'below_paid', field: 'toCents', amountCents: 5_000 },
  });
  expect(await adjust(7_000, 9_000)).toEqual({
    ok: false,
    refusal: {
      code: 'changed_meanwhile',
      field: 'fromCents',
      amountCents: 8_000,
      changed: { at: world.now().toISOString(), role: 'supervisor' },
    },
  });
  expect(await waive(3_001)).toEqual({
    ok: false,
    refusal: { code: 'more_than_owed', field: 'amountCents', amountCents: 3_000 },
  });
  expect(await list()).toMatchObject({ chargedCents: 8_000, waivedCents: 1_000, balanceCents: 3_000 });
});

test.each([
  ['holdObligation', { reason: 'mood' }],
  ['holdObligation', { reason: 'appeal', note: '  ' }],
  ['holdObligation', { reason: 'appeal', actId: 'once' }],
  ['waiveObligation', { amountCents: 0 }],
  ['waiveObligation', { amountCents: 0.5 }],
  ['waiveObligation', { amountCents: 2 ** 53 }],
  ['adjustObligation', { fromCents: 8_000, toCents: -1 }],
])('%s with %o is malformed, and nothing is done', async (name, over) => {
  const { post, said, audited } = await atTheDesk('supervisor');
  expect((await post(name, { ...said(), ...over })).status).toBe(400);
  expect(await audited()).toEqual([]);
});
