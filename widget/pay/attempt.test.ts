import { expect, test } from 'vitest';
import { AttemptKey } from './attempt.ts';

const body = { quoteDigest: 'q', payAgain: false };

test('the same try keeps its key however often it is asked', () => {
  const key = new AttemptKey();
  expect(key.for(body)).toBe(key.for({ ...body }));
});

test('other parameters are another try', () => {
  const key = new AttemptKey();
  expect(key.for(body)).not.toBe(key.for({ ...body, payAgain: true }));
});

test('after a definite end the same parameters are another try', () => {
  const key = new AttemptKey();
  const first = key.for(body);
  key.ended();
  expect(key.for(body)).not.toBe(first);
});
