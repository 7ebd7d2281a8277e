import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { PaymentsList } from '../contract/index.ts';
import { aClerk, aWorld, given } from '../test-world.ts';

async function atDesk() {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const save = async (name: string, list: PaymentsList, viewId: string = randomUUID()) =>
    given(await world.call('staff', 'saveView', { viewId, name, list }, clerk));
  const remove = (viewId: string, isRemoved: boolean) =>
    world.call('staff', 'removeView', { viewId, isRemoved }, clerk);
  const own = async (caller = clerk) =>
    given(await world.call('staff', 'paymentsViews', {}, caller)).own.map(({ name, list }) => [name, list]);
  return { world, save, remove, own };
}

test('a view is kept for its owner: saved, renamed, taken away, brought back', async () => {
  const { world, save, remove, own } = await atDesk();
  const id = randomUUID();
  const list: PaymentsList = { state: 'declined', leastCents: 10_000, order: 'oldest' };
  expect(await save('Big declined', list, id)).toEqual({
    ok: true,
    view: { id, name: 'Big declined', list },
  });
  await save('Big declined', list, id); // sent twice, it is one
  world.pass(1000);
  await save('Small', { mostCents: 500 });
  await save(' Large declined ', list, id);
  expect(await own()).toEqual([
    ['Large declined', list],
    ['Small', { mostCents: 500 }],
  ]);
  expect((await remove(id, true)).status).toBe(200);
  expect(await own()).toEqual([['Small', { mostCents: 500 }]]);
  await remove(id, false);
  expect(await own()).toHaveLength(2);
});

test('no two views of one person have a name', async () => {
  const { save } = await atDesk();
  await save('Declined', {});
  expect(await save('declined', { state: 'declined' })).toEqual({ ok: false, reason: 'name_taken' });
});

test('what was searched for is not kept, and nor is what no filter is', async () => {
  const { world, save, own } = await atDesk();
  const list = { state: 'declined', text: 'Rivera', cursor: 'x' };
  await save('Odd', list);
  expect(await own()).toEqual([['Odd', { state: 'declined' }]]);
  expect(JSON.stringify(await world.database.db.savedView.findMany())).not.toContain('Rivera');
});

test('a colleague neither sees a view nor changes it', async () => {
  const { world, save, own } = await atDesk();
  const id = randomUUID();
  await save('Mine', {}, id);
  const { db } = world.database;
  await db.staffMember.updateMany({ data: { email: 'first@staff.example' } });
  const colleague = await aClerk(world, world.a);
  expect(await own(colleague)).toEqual([]);
  for (const [name, input] of [
    ['saveView', { viewId: id, name: 'Theirs', list: {} }],
    ['removeView', { viewId: id, isRemoved: true }],
  ] as const) {
    expect([name, (await world.post(`staff.${name}`, input, colleague)).status]).toEqual([name, 404]);
  }
  expect(await own()).toEqual([['Mine', {}]]);
});

test('however often views are saved and taken away, a person’s rows stay few', async () => {
  const { world, save, remove } = await atDesk();
  const { db } = world.database;
  const { staffId } = await db.staffMember
    .findFirstOrThrow({ where: { email: `clerk@${world.a.id}.example` } })
    .then(({ id }) => ({ staffId: id }));
  const createdAt = world.now();
  const removed = { agencyId: world.a.id, staffId, list: {}, createdAt, removedAt: createdAt };
  await db.savedView.createMany({
    data: Array.from({ length: 300 }, (_, n) => ({ ...removed, id: `old-${n}`, name: `Old ${n}` })),
  });
  const id = randomUUID();
  await save('New', {}, id);
  expect(await db.savedView.count()).toBe(51);
  await remove(id, true);
  expect((await remove(id, false)).status).toBe(200); // the newest can be brought back
});
