import { expect, test } from 'vitest';
import { Closers } from './closers.ts';

test('the last started ends first, and each is told when it has ended', async () => {
  const closers = new Closers();
  const ended: string[] = [];
  for (const name of ['database', 'api', 'site']) closers.add(name, async () => void ended.push(name));
  const told: string[] = [];
  await closers.close((name) => told.push(name));
  expect(ended).toEqual(['site', 'api', 'database']);
  expect(told).toEqual(ended);
});

test('one that cannot be ended keeps none of the others running, and is told', async () => {
  const closers = new Closers();
  const ended: string[] = [];
  closers.add('first', async () => void ended.push('first'));
  closers.add('second', () => Promise.reject(new Error('stuck')));
  await expect(closers.close()).rejects.toThrow('stuck');
  expect(ended).toEqual(['first']);
});

test('ended twice is ended once', async () => {
  const closers = new Closers();
  let times = 0;
  closers.add('one', async () => void times++);
  await Promise.all([closers.close(), closers.close()]);
  expect(times).toBe(1);
});
