import { expect, onTestFinished, test } from 'vitest';
import { anAssessedObligation } from '../../ledger/fixtures.ts';
import { storedExplanation } from '../../policy/explanation-schema.ts';
import { presets } from '../../policy/presets/all.ts';
import { aNewPayment, aWorld, type World } from '../fixtures.ts';
import { gate } from './gate.ts';

/** The agency goes by a state's rule now; the version is named like the state. */
async function ruleOf({ deps, agencyId, now }: World, state: string): Promise<void> {
  const rule = presets.find(({ id }) => id === state)?.versions[0]?.rule;
  await deps.db.policyVersion.create({
    data: {
      id: state,
      agencyId,
      kind: 'allocation',
      version: 2,
      effectiveFrom: '2020-01-02',
      rule: JSON.parse(JSON.stringify(rule)),
      createdAt: now,
    },
  });
}

test('the split is by the agency’s rule for what the law calls each debt, told with it, and frozen', async () => {
  const world = await aWorld();
  onTestFinished(() => world.sandbox.close());
  const { db } = world.deps;
  await db.obligation.update({ where: { id: world.feeId }, data: { charge: 'state_minimum_cost' } });
  await ruleOf(world, 'MI');
  const id = await aNewPayment(world, { choice: { kind: 'other', amountCents: 10_001 } });
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'charging' });
  const { lines, division } = await db.payment.findUniqueOrThrow({ where: { id }, include: { lines: true } });
  expect(new Map(lines.map((line) => [line.obligationId, line.amountCents]))).toEqual(
    new Map([
      [world.restitutionId, 5_001n],
      [world.feeId, 5_000n],
    ]),
  );
  const said = storedExplanation(division);
  expect(said).toMatchObject({
    amountCents: 10_001n,
    byRule: [{ versionId: 'MI', version: 2, citation: 'MCL 775.22, 780.766a' }],
  });
  await expect(db.payment.update({ where: { id }, data: { division: {} } })).rejects.toMatchObject({
    name: 'PrismaClientKnownRequestError',
  });
});

test('a payment of what the rule puts after another charge is denied where such a one fell due meanwhile', async () => {
  const world = await aWorld();
  onTestFinished(() => world.sandbox.close());
  const { agencyId, personId } = world;
  const { db } = world.deps;
  await db.obligation.update({ where: { id: world.feeId }, data: { charge: 'supervision_surcharge' } });
  await ruleOf(world, 'FL');
  const before = await aNewPayment(world);
  expect(await gate(world.deps, { paymentId: before })).toMatchObject({ state: 'charging' });
  await db.reservation.updateMany({ data: { releasedAt: world.now } });

  const id = await aNewPayment(world);
  await anAssessedObligation(db, { agencyId, personIds: [personId], kind: 'supervision_fee' });
  expect(await gate(world.deps, { paymentId: id })).toMatchObject({ state: 'denied' });
  expect(await db.payment.findUniqueOrThrow({ where: { id } })).toMatchObject({ denial: 'quote_changed' });
});

test('a payment of a debt that was put on hold after it was quoted is denied: nothing is charged, nothing reserved', async () => {
  const world = await aWorld();
  onTestFinished(() => world.sandbox.close());
  const { agencyId, feeId, now } = world;
  const { db } = world.deps;
  const hold = { agencyId, reason: 'appeal', since: now };
  const paymentId = await aNewPayment(world);
  await db.obligationHold.create({ data: { ...hold, obligationId: feeId } });
  expect(await gate(world.deps, { paymentId })).toMatchObject({ state: 'denied' });
  expect(await db.payment.findUniqueOrThrow({ where: { id: paymentId } })).toMatchObject({
    denial: 'quote_changed',
  });
  expect([await db.paymentLine.count(), await db.reservation.count()]).toEqual([0, 0]);
});
