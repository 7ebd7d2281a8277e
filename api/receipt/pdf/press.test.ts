import { Worker } from 'node:worker_threads';
import { expect, onTestFinished, test, vi } from 'vitest';
import { aReceipt } from './fixtures.ts';
import { Press } from './press.ts';
import { readPdf } from './test-reader.ts';

const order = (receiptNumber: number) => ({
  language: 'en',
  facts: aReceipt({ receiptNumber }),
  issuedAt: new Date('2026-11-23T00:42:00Z'),
  reprintedAt: null,
});

test('receipts that are ordered at once each come to whom ordered them, while the caller’s thread goes on', async () => {
  const press = new Press();
  let turns = 0;
  const ticking = setInterval(() => void turns++, 1);
  const numbers = Array.from({ length: 12 }, (_, n) => n + 1);
  const files = await Promise.all(numbers.map((number) => press.print(order(number))));
  clearInterval(ticking);
  const titles = await Promise.all(files.map(async (file) => (await readPdf(file)).title));
  expect(titles).toEqual(numbers.map((number) => `Sample County Probation: Receipt ${number}`));
  expect(turns).toBeGreaterThan(numbers.length);
  await press.close();
});

test('what cannot be made fails alone, and what is in hand when the press closes fails too', async () => {
  const press = new Press();
  const bad = press.print({ ...order(1), facts: aReceipt({ timeZone: 'No/Where' }) });
  const good = press.print(order(2));
  await expect(bad).rejects.toThrow('No PDF was made: RangeError');
  expect((await good).subarray(0, 5).toString()).toBe('%PDF-');
  const inHand = press.print(order(3));
  const refused = inHand.catch((error: unknown) => String(error));
  await press.close();
  expect(await refused).toBe('Error: No PDF was made: it was closed');
  expect((await press.print(order(4))).length).toBeGreaterThan(1000); // another thread
  await press.close();
});

test('no more are taken in hand than can be made soon, and those that are come', async () => {
  const press = new Press();
  const asked = Array.from({ length: 101 }, (_, n) => press.print(order(n + 1)));
  const ends = Promise.allSettled(asked);
  await expect(asked[100]).rejects.toThrow('too many are in hand');
  expect((await asked[0])?.subarray(0, 5).toString()).toBe('%PDF-');
  await press.close();
  await ends;
});

test('a thread that hangs is let go in time, however many orders come meanwhile', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const hangs = vi.spyOn(Worker.prototype, 'postMessage').mockReturnValue(undefined);
  onTestFinished(() => {
    hangs.mockRestore();
    vi.useRealTimers();
  });
  const press = new Press();
  const ends: string[] = [];
  for (let n = 1; n <= 3; n++) {
    press.print(order(n)).catch((error: unknown) => ends.push(String(error)));
    await vi.advanceTimersByTimeAsync(9_000);
  }
  expect(ends).toEqual(Array<string>(3).fill('Error: No PDF was made: the thread did not answer'));
  await press.close();
});
