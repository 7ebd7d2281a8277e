import { expect, onTestFinished, test } from 'vitest';
import { storedExplanation } from '../../policy/explanation-schema.ts';
import { presets } from '../../policy/presets/all.ts';
import { aNewPayment, aWorld } from '../fixtures.ts';
import { gate } from './gate.ts';

test('the split is by the agency’s rule for what the law calls each debt, told with it, and frozen', async () => {
  const world = await aWorld();
  onTestFinished(() => world.sandbox.close());
  const { db } = world.deps;
  await db.obligation.update({ where: { id: world.feeId }, data: { charge: 'state_minimum_cost' } });
  const michigan = presets.find(({ id }) => id === 'MI')?.versions[0]?.rule;
  await db.policyVersion.create({
    data: {
      id: 'mi',
      agencyId: world.agencyId,
      kind: 'allocation',
      version: 2,
      effectiveFrom: '2020-01-02',
      rule: JSON.parse(JSON.stringify(michigan)),
      createdAt: world.now,
    },
  });
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
    byRule: [{ versionId: 'mi', version: 2, citation: 'MCL 775.22' }],
  });
  await expect(db.payment.update({ where: { id }, data: { division: {} } })).rejects.toMatchObject({
    name: 'PrismaClientKnownRequestError',
  });
});
