import { expect, test } from 'vitest';
import { slowMs, Throttle } from './throttle.ts';

test('after its tries an account is refused from that source, and from that source only', async () => {
  const throttle = new Throttle({ signInPerAccountAndSource: { tries: 2, seconds: 900 } });
  const from = (source: string) => throttle.take(['signInPerAccountAndSource', 'pat', source]);
  expect([await from('x'), await from('x')]).toEqual([null, null]);
  expect(await from('x')).toBeGreaterThan(0);
  expect(await from('y')).toBeNull();
});

test('the tries of somebody who got in are forgotten', async () => {
  const throttle = new Throttle({ signInPerAccountAndSource: { tries: 1, seconds: 900 } });
  await throttle.take(['signInPerAccountAndSource', 'pat', 'x']);
  await throttle.forgive('signInPerAccountAndSource', 'pat', 'x');
  expect(await throttle.take(['signInPerAccountAndSource', 'pat', 'x'])).toBeNull();
});

test('tries from everywhere slow an account and never refuse it', () => {
  expect([0, 19].map((before) => slowMs(before, 20))).toEqual([0, 0]);
  expect([20, 21, 22, 40, 10_000].map((before) => slowMs(before, 20))).toEqual([250, 500, 1000, 4000, 4000]);
});
