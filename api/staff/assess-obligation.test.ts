import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { aBeneficiary, aFund } from '../../prisma/fixtures/obligation.ts';
import { aPerson } from '../../prisma/fixtures/person.ts';
import { aClerk, aWorld, given, signedIn, type World } from '../test-world.ts';

/** A supervisor (or clerk) of agency A, and what they would charge its person. */
async function atTheDesk(role: 'clerk' | 'supervisor' = 'supervisor') {
  const world = await aWorld();
  const { a, database } = world;
  const caller = await aClerk(world, a);
  await database.db.staffMember.updateMany({ data: { role } });
  const common = {
    note: 'Order of November 20.',
    personId: a.person.id,
    fundId: a.fee.fundId,
    kind: 'restitution' as const,
    label: 'Restitution, case 24-118',
    shares: a.fee.shares.map(({ beneficiaryId }) => ({ beneficiaryId })),
  };
  const debt = { ...common, assessedCents: 50_000, assessedOn: '2026-11-10' };
  const fee = { ...common, amountCents: 4_000, dayOfMonth: 5, firstDueOn: '2026-12-05' };
  const post = (name: string) => async (input: object) =>
    world.post(`staff.${name}`, { actId: randomUUID(), ...input }, caller);
  return {
    world,
    debt: { ...debt, terms: { how: 'at_once', dueOn: '2026-12-31' } },
    fee,
    assess: post('assessObligation'),
    start: post('startMonthlyFee'),
    change: post('changeMonthlyFee'),
    end: post('endMonthlyFee'),
    list: async () => given(await world.call('staff', 'obligations', { personId: a.person.id }, caller)),
    actions: async () =>
      (await database.db.auditEntry.findMany({ where: { actorId: caller.staffId } })).map(
        ({ action }) => action,
      ),
  };
}

const counts = async ({ database: { db } }: World) => ({
  debts: await db.obligation.count(),
  entries: await db.journalEntry.count(),
  fees: await db.monthlyFee.count(),
  acts: await db.monthlyFeeAct.count(),
});

test('a supervisor assesses a debt at once or in instalments: it is owed as stated, in the books and in the trail', async () => {
  const { world, debt, assess, list, actions } = await atTheDesk();
  expect((await assess(debt)).data).toEqual({ ok: true });
  const terms = { how: 'instalments', instalmentCents: 10_001, dayOfMonth: 15, firstDueOn: '2026-12-01' };
  expect((await assess({ ...debt, label: 'In parts', terms })).data).toEqual({ ok: true });
  const { obligations, person } = await list();
  expect(person).toMatchObject({ id: world.a.person.id, agencyPersonId: world.a.person.agencyPersonId });
  const views = obligations.filter(({ assessedCents }) => assessedCents === 50_000);
  expect(views.toSorted((x, y) => (x.label < y.label ? -1 : 1))).toMatchObject([
    { label: 'In parts', next: { dueOn: '2026-12-01', amountCents: 10_001 }, balanceCents: 50_000 },
    {
      label: 'Restitution, case 24-118',
      dueCents: 50_000,
      pastDueCents: 0,
      dueOn: '2026-12-31',
      paidCents: 0,
    },
  ]);
  expect((await actions()).filter((action) => action === 'obligation.assessed')).toHaveLength(2);
});

test('a wish that is sent twice, one after the other or at once, is assessed once; another under its id is refused', async () => {
  const { world, debt, fee, assess, start, actions } = await atTheDesk();
  const { debts } = await counts(world);
  const actId = randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => assess({ ...debt, actId })));
  answers.push(await assess({ ...debt, actId: actId.toUpperCase() }));
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => ({ ok: true })));
  const feeId = randomUUID();
  const started = await Promise.all([1, 2].map(() => start({ ...fee, actId: feeId })));
  expect(started.map(({ data }) => data)).toEqual([{ ok: true }, { ok: true }]);
  expect(await counts(world)).toMatchObject({ debts: debts + 1, fees: 1, acts: 1 });
  expect((await actions()).filter((action) => action !== 'staff.signed_in').toSorted()).toEqual([
    'monthly_fee.started',
    'obligation.assessed',
  ]);
  const reused = { ok: false, refusal: { code: 'act_reused', field: 'actId' } };
  for (const over of [
    { assessedCents: 50_001 },
    { label: 'Other' },
    { terms: { how: 'unsaid' } },
    { charge: 'fine' },
  ])
    expect((await assess({ ...debt, actId, ...over })).data).toEqual(reused);
  for (const over of [
    { amountCents: 1 },
    { firstDueOn: '2026-12-06' },
    { dayOfMonth: 6 },
    { note: 'Other.' },
  ])
    expect((await start({ ...fee, actId: feeId, ...over })).data).toEqual(reused);
});

test('a preview shows the debt, or the fee, as it would be, and keeps nothing', async () => {
  const { world, debt, fee, assess, start, actions } = await atTheDesk();
  const before = await counts(world);
  expect((await assess({ ...debt, isPreview: true })).data).toMatchObject({
    ok: true,
    after: { assessedCents: 50_000, balanceCents: 50_000, dueCents: 50_000, dueOn: '2026-12-31' },
  });
  expect((await start({ ...fee, isPreview: true })).data).toMatchObject({
    ok: true,
    after: { amountCents: 4_000, nextDueOn: '2026-12-05' },
  });
  expect(await counts(world)).toEqual(before);
  expect(await actions()).not.toContain('obligation.assessed');
});

test('a clerk neither assesses nor starts, changes or ends a fee', async () => {
  const { world, debt, fee, assess, start, change, end } = await atTheDesk('clerk');
  const mayNot = { ok: false, refusal: { code: 'supervisors_only' } };
  const feeId = randomUUID();
  await world.database.db.staffMember.updateMany({ data: { role: 'supervisor' } });
  expect((await start({ ...fee, actId: feeId })).data).toEqual({ ok: true });
  await world.database.db.staffMember.updateMany({ data: { role: 'clerk' } });
  const before = await counts(world);
  const wish = { feeId, note: 'No.' };
  const answers = [
    await assess(debt),
    await assess({ ...debt, isPreview: true }),
    await start(fee),
    await change({ ...wish, fromCents: 4_000, toCents: 1 }),
    await end({ ...wish, lastDueOn: '2026-12-31' }),
  ];
  expect(answers.map(({ data }) => data)).toEqual(answers.map(() => mayNot));
  expect(await counts(world)).toEqual(before);
});

test('a fund, a payee or a case that is not the agency’s and the person’s is refused by its field, for a debt and a fee', async () => {
  const { world, debt, fee, assess, start } = await atTheDesk();
  const { db } = world.database;
  const { a, b } = world;
  const other = await aPerson(db, { agencyId: a.id });
  const ofOther = randomUUID();
  await db.case.create({ data: { id: ofOther, agencyId: a.id, personId: other.id, docketNumber: '24-9' } });
  const strange: [object, string][] = [
    [{ fundId: await aFund(db, b.id) }, 'fundId'],
    [{ shares: [{ beneficiaryId: await aBeneficiary(db, b.id) }] }, 'shares'],
    [{ caseId: ofOther }, 'caseId'],
    [{ caseId: randomUUID() }, 'caseId'],
  ];
  const before = await counts(world);
  for (const [over, field] of strange) {
    for (const { data } of [await assess({ ...debt, ...over }), await start({ ...fee, ...over })])
      expect(data).toMatchObject({ ok: false, refusal: { code: 'unfit', fields: [{ field }] } });
  }
  expect((await assess({ ...debt, personId: b.person.id })).status).toBe(404);
  expect((await start({ ...fee, personId: b.person.id })).status).toBe(404);
  expect(await counts(world)).toEqual(before);
});

test.each<[object, string]>([
  [{ assessedCents: 0 }, 'assessedCents'],
  [{ assessedCents: 1.5 }, 'assessedCents'],
  [{ assessedCents: 100_000_000_001 }, 'assessedCents'],
  [{ assessedOn: '2026-02-30' }, 'assessedOn'],
  [{ label: ' ' }, 'label'],
  [{ label: { en: 'Fine', es: '' } }, 'label.es'],
  [{ label: ' {"en":"","es":""}' }, 'label'],
  [{ label: '\u200b\u202e' }, 'label'],
  [{ label: { en: 'Fine', es: '\u2800' } }, 'label.es'],
  [{ label: { en: 'Fine', es: 'x'.repeat(121) } }, 'label.es'],
  [{ label: { en: 'Fine', es: 'Multa', fr: 'Amende' } }, 'label.fr'],
  [{ note: '' }, 'note'],
  [{ shares: [] }, 'shares'],
  [
    { terms: { how: 'instalments', instalmentCents: 1, dayOfMonth: 31, firstDueOn: '2026-12-01' } },
    'terms.dayOfMonth',
  ],
])('a debt of %o is malformed, and its field is named', async (over, field) => {
  const { debt, assess } = await atTheDesk();
  const { status, error } = await assess({ ...debt, ...over });
  expect(status).toBe(400);
  expect(error?.data['fields']).toEqual([expect.objectContaining({ path: field })]);
});

test('what cannot be owed like that is refused by its field', async () => {
  const { debt, fee, assess, start } = await atTheDesk();
  const terms = { how: 'instalments', instalmentCents: 41, dayOfMonth: 1, firstDueOn: '2026-12-01' };
  const refused = async (reply: Promise<{ data: unknown }>, field: string) =>
    expect((await reply).data).toMatchObject({ refusal: { code: 'unfit', fields: [{ field }] } });
  await refused(assess({ ...debt, terms }), 'terms.instalmentCents');
  await refused(assess({ ...debt, assessedOn: '2026-11-17' }), 'assessedOn');
  await refused(start({ ...fee, firstDueOn: '2025-11-01' }), 'firstDueOn');
  await refused(start({ ...fee, lastDueOn: '2026-12-04' }), 'lastDueOn');
});

test('a fee is changed and ended, with previews; whoever decided by what it was hears who was faster', async () => {
  const { world, fee, start, change, end, list } = await atTheDesk();
  const feeId = randomUUID();
  await start({ ...fee, actId: feeId });
  const wish = { feeId, note: 'Order of November 14.' };
  expect((await change({ ...wish, fromCents: 4_000, toCents: 5_500, isPreview: true })).data).toMatchObject({
    after: { amountCents: 5_500, nextDueOn: '2026-12-05' },
  });
  expect((await change({ ...wish, fromCents: 4_000, toCents: 5_500 })).data).toEqual({ ok: true });
  expect((await change({ ...wish, fromCents: 4_000, toCents: 6_000 })).data).toEqual({
    ok: false,
    refusal: {
      code: 'changed_meanwhile',
      amountCents: 5_500,
      changed: { at: world.now().toISOString(), role: 'supervisor' },
    },
  });
  expect((await end({ ...wish, lastDueOn: '2026-11-30' })).data).toEqual({ ok: true });
  expect((await end({ ...wish, lastDueOn: '2027-01-31' })).data).toMatchObject({
    refusal: { code: 'ended_already', changed: { role: 'supervisor' } },
  });
  const [view] = (await list()).monthlyFees;
  expect(view).toMatchObject({ id: feeId, amountCents: 5_500, lastDueOn: '2026-11-30' });
  expect(view?.nextDueOn).toBeUndefined();
  expect(view?.acts.map(({ kind }) => kind).toSorted()).toEqual(['changed', 'ended', 'started']);
});

test('whatever is asked and asked again, the books hold exactly the wishes that were answered with yes', async () => {
  const { debt, assess, list } = await atTheDesk();
  const agreed = new Map<string, number>();
  const wish = fc.record({
    which: fc.integer({ min: 0, max: 3 }),
    assessedCents: fc.oneof(fc.integer({ min: 1, max: 500 }), fc.constantFrom(0, 100_000_000_000, 2 ** 53)),
    isPreview: fc.boolean(),
  });
  const ids: string[] = Array.from({ length: 4 }, () => randomUUID());
  await fc.assert(
    fc.asyncProperty(wish, async ({ which, assessedCents, isPreview }) => {
      const actId = ids[which] ?? randomUUID();
      const { data } = await assess({ ...debt, actId, assessedCents, isPreview });
      const yes = typeof data === 'object' && data !== null && 'ok' in data && data.ok === true;
      if (yes && !isPreview && !agreed.has(actId)) agreed.set(actId, assessedCents);
      if (yes && agreed.has(actId)) expect(assessedCents).toBe(agreed.get(actId));
      const { obligations } = await list();
      const is = obligations.flatMap(({ id, balanceCents }) =>
        ids.includes(id) ? [[id, balanceCents]] : [],
      );
      expect(Object.fromEntries(is)).toEqual(Object.fromEntries(agreed));
    }),
    { numRuns: 25 },
  );
});

test('what nobody sees is not in a debt’s name: it turns no amount beside it', async () => {
  const { debt, fee, assess, start, list } = await atTheDesk();
  expect((await assess({ ...debt, label: 'Fine\r\n\u202e$0.00\u200b' })).data).toEqual({ ok: true });
  const both = { en: '\u2067Fee', es: 'Cuota\u2028' };
  expect((await start({ ...fee, label: both })).data).toEqual({ ok: true });
  const { obligations, monthlyFees } = await list();
  expect(obligations.map(({ label }) => label)).toContain('Fine $0.00');
  expect(monthlyFees.map(({ label }) => label)).toEqual(['Fee']);
});

test('a debt named in both languages is read by its payer in both, by staff in English, and the same wish is the same', async () => {
  const { world, debt, fee, assess, start, list } = await atTheDesk();
  const label = { en: 'Restitution, case 24-118', es: 'Restitución, caso 24-118' };
  const wish = { ...debt, label, actId: randomUUID() };
  expect((await assess(wish)).data).toEqual({ ok: true });
  expect((await assess(wish)).data).toEqual({ ok: true });
  const other = { ...wish, label: { ...label, es: 'Otra' } };
  expect((await assess(other)).data).toMatchObject({ refusal: { code: 'act_reused' } });
  const monthly = { ...fee, label: { en: 'Fee', es: 'Cuota' }, actId: randomUUID() };
  expect((await start(monthly)).data).toEqual({ ok: true });
  expect((await start(monthly)).data).toEqual({ ok: true });
  const { obligations, monthlyFees } = await list();
  expect(obligations.find(({ id }) => id === wish.actId)?.label).toBe(label.en);
  expect(monthlyFees.map((each) => each.label)).toEqual(['Fee']);
  const payer = await signedIn(world, world.a);
  const view = given(await world.call('payer', 'owed', { personId: world.a.person.id }, payer));
  expect(view.obligations.find(({ id }) => id === wish.actId)?.label).toEqual(label);
  const choice = { kind: 'everything' as const };
  const selection = { personId: world.a.person.id, obligationIds: [wish.actId], choice };
  const quoted = given(await world.call('payer', 'quote', selection, payer));
  expect(quoted).toMatchObject({ quote: { lines: [{ label }] } });
});
