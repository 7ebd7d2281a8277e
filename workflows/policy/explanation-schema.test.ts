import fc from 'fast-check';
import { expect, test } from 'vitest';
import { z } from 'zod';
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
