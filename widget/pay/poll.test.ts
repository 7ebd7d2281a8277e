import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Poll } from './poll.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test('it looks after 2, 5, 15 and then every 60 seconds, until it is stopped', async () => {
  const times: number[] = [];
  const start = Date.now();
  const poll = new Poll(async () => void times.push((Date.now() - start) / 1000));
  poll.start();
  await vi.advanceTimersByTimeAsync(150_000);
  poll.stop();
  await vi.advanceTimersByTimeAsync(150_000);
  expect(times).toEqual([2, 7, 22, 82, 142]);
});

test('two looks never run at once', async () => {
  let end = () => undefined as void;
  const look = vi.fn<() => Promise<void>>(() => new Promise<void>((resolve) => (end = resolve)));
  const poll = new Poll(look);
  poll.start();
  const first = poll.now();
  await poll.now();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(look).toHaveBeenCalledTimes(1);
  end();
  await first;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(look).toHaveBeenCalledTimes(2);
  poll.stop();
});
