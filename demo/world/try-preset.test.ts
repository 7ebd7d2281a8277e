import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '../../prisma/migrate.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';
import { sum } from '../../workflows/money/money.ts';
import type { Explanation } from '../../workflows/policy/explanation.ts';
import { presets } from '../../workflows/policy/presets/all.ts';
import { divisionWords } from '../../workflows/words/division.ts';
import { tryPreset } from './try-preset.ts';
import { openWorld, type World } from './world.ts';

/** One cent; less than the first thing owed; over several; and more than all that is owed, which pays all of it. */
const amounts = [1, 4_037, 35_000, 120_099, 90_000_000];

const folder = mkdtempSync(join(tmpdir(), 'onward-trial-'));
let world: World;
beforeAll(async () => {
  const url = `file:${join(folder, 'onward.db')}`;
  await migrate({ url });
  const start = new Date('2026-03-02T15:00:00Z');
  world = await openWorld({ url, stripeFolder: join(folder, 'stripe'), start });
});
afterAll(async () => {
  await world.close();
  rmSync(folder, { recursive: true, force: true });
});

test('there is one to try for each of twelve jurisdictions', () => {
  expect(presets.map(({ id }) => id)).toEqual('PA MI CA ID HI AR TX DE MT FL WI US'.split(' '));
});

test.each(presets.map((preset) => [preset.id, preset] as const))(
  '%s: somebody who owes everything it names pays several amounts, to the cent, and is told why in both languages',
  async (_, preset) => {
    const tried = await tryPreset(world, preset, amounts);
    expect(tried).toHaveLength(amounts.length);
    const left = new Map(tried[0]?.owedBefore);
    for (const { amountCents, division, lines } of tried) {
      expect(sum(lines.map((line) => line.amountCents))).toBe(amountCents);
      expect(division.unappliedCents).toBe(0n);
      expect(saidToGo(division)).toBe(amountCents);
      for (const { obligationId, amountCents: cents } of lines) {
        const rest = (left.get(obligationId) ?? 0n) - cents;
        expect(rest).toBeGreaterThanOrEqual(0n);
        left.set(obligationId, rest);
      }
      for (const language of ['en', 'es']) assertReadable(divisionWords(language, division).sentences);
    }
    // The last paid all that was owed; but for the fee of a collection agency, as none brought this money in.
    expect(sum([...left.values()])).toBe(preset.id === 'PA' ? 6_000n : 0n);
  },
);

test('the books of all twelve add up', async () => {
  expect(await verifyLedger(world.read)).toEqual([]);
});

const saidToGo = ({ byRule }: Explanation): bigint =>
  sum(byRule.flatMap(({ steps }) => steps.map((step) => (step.is === 'paid' ? step.paidCents : 0n))));

/** Whole sentences of words, with the law and an amount in the first. */
function assertReadable(sentences: readonly string[]): void {
  expect(sentences[0]).toMatch(/\$[\d,]+\.\d\d/);
  for (const sentence of sentences) {
    expect(sentence).toMatch(/^[\p{Lu}$¿].*\.$/u);
    expect(sentence).not.toMatch(/[a-z]_[a-z]|undefined|null|NaN| {2}|\$\{/);
  }
}
