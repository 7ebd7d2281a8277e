import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { OwnWords } from '../own-words.ts';
import { explanationJson, storedExplanation } from './explanation-schema.ts';
import { someExplanation } from './fixtures.ts';

test('what was said of a payment comes back from the database as it was, to the cent', () => {
  fc.assert(
    fc.property(someExplanation, (explanation) => {
      const text = JSON.stringify(explanationJson(explanation));
      expect(storedExplanation(JSON.parse(text))).toEqual(explanation);
    }),
  );
});

test.each([null, {}, { amountCents: 1, unappliedCents: '0', byRule: [] }])('%j is no explanation', (json) => {
  expect(() => storedExplanation(json)).toThrow(z.ZodError);
});

test('a rule’s name and law come back in both languages where the agency gave both, and as text from before', () => {
  const walk = { versionId: 'v', version: 1, chosenBy: 'payment_date', effectiveFrom: '2026-01-01' } as const;
  const told = (name: OwnWords, citation: OwnWords) => {
    const byRule = [{ ...walk, name, citation, cases: 'together' as const, steps: [] }];
    return { amountCents: 0n, unappliedCents: 0n, byRule };
  };
  const both = { en: 'County order', es: 'Orden del condado' };
  for (const each of [told(both, both), told('County order', 'Local rule 7')]) {
    const text = JSON.stringify(explanationJson(each));
    expect(storedExplanation(JSON.parse(text))).toEqual(each);
  }
});
