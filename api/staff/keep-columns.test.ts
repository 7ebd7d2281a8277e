import { expect, test } from 'vitest';
import { aClerk, aWorld, given } from '../test-world.ts';

test('the columns that somebody looks at are kept in their order, for them alone, and what is no choice is refused', async () => {
  const world = await aWorld();
  const clerk = await aClerk(world, world.a);
  const colleague = await aClerk(world, world.a, 'supervisor');
  const keep = (columns: string[]) => world.post('staff.keepColumns', { columns }, clerk);
  const kept = async (caller = clerk) =>
    given(await world.call('staff', 'paymentsViews', {}, caller)).columns;
  expect(await kept()).toBeUndefined();
  expect((await keep(['state', 'payer'])).status).toBe(200);
  expect(await kept()).toEqual(['state', 'payer']);
  expect((await keep(['payout', 'state', 'receipt'])).status).toBe(200);
  for (const wrong of [[], ['state', 'state'], ['password']])
    expect([wrong, (await keep(wrong)).status]).toEqual([wrong, 400]);
  expect(await kept()).toEqual(['payout', 'state', 'receipt']);
  expect(await kept(colleague)).toBeUndefined();
  const { db } = world.database;
  await db.deskColumns.updateMany({ data: { columns: ['state', 'long gone'] } }); // of another version of Onward
  expect(await kept()).toBeUndefined();
});
