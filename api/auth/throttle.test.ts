import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { slowMs, Throttle, type Limits } from './throttle.ts';

const { db, read } = await aDatabase();
let now = new Date('2026-11-16T17:00:00.000Z');
const clock = () => now;
const anApi = (limits: Partial<Limits>) => new Throttle({ db, read, clock }, limits);

test('after its tries an account is refused from that source, and from that source only', async () => {
  const throttle = anApi({ signInPerAccountAndSource: { tries: 2, seconds: 900 } });
  const from = (source: string) => throttle.take(['signInPerAccountAndSource', 'pat', source]);
  expect([await from('x'), await from('x')]).toEqual([null, null]);
  expect(await from('x')).toBe(900);
  expect(await from('y')).toBeNull();
});

test('two apis, and one that was started anew, count together what guards a secret', async () => {
  const limits = { codePerSource: { tries: 3, seconds: 900 } };
  const [one, other] = [anApi(limits), anApi(limits)];
  const from = (api: Throttle) => api.take(['codePerSource', 'shared']);
  expect([await from(one), await from(other), await from(one)]).toEqual([null, null, null]);
  expect([await from(other), await from(anApi(limits))]).toEqual([900, 900]);
});

test('of many tries at the same moment no more than the limit go on', async () => {
  const throttle = anApi({ codePerSource: { tries: 5, seconds: 900 } });
  const tries = Array.from({ length: 20 }, () => throttle.take(['codePerSource', 'at once']));
  expect((await Promise.all(tries)).filter((each) => each === null)).toHaveLength(5);
});

test('a window ends, counting begins anew, and nothing is prolonged by who is refused', async () => {
  const throttle = anApi({ codePerSource: { tries: 1, seconds: 900 } });
  const from = () => throttle.take(['codePerSource', 'later']);
  expect(await from()).toBeNull();
  now = new Date(now.getTime() + 600_000);
  expect(await from()).toBe(300);
  now = new Date(now.getTime() + 300_000);
  expect(await from()).toBeNull();
});

test('a try that is over one limit counts against no other', async () => {
  const throttle = anApi({
    codeMailPerAddressAndSource: { tries: 1, seconds: 900 },
    codeMailPerAddress: { tries: 2, seconds: 900 },
  });
  const from = (source: string) =>
    throttle.take(['codeMailPerAddressAndSource', 'pat', source], ['codeMailPerAddress', 'pat']);
  expect(await from('stranger')).toBeNull();
  expect([await from('stranger'), await from('stranger')]).toEqual([900, 900]);
  expect(await from('owner')).toBeNull();
});

test('the tries of somebody who got in are forgotten', async () => {
  const throttle = anApi({ signInPerAccountAndSource: { tries: 1, seconds: 900 } });
  await throttle.take(['signInPerAccountAndSource', 'sam', 'x']);
  await throttle.forgive('signInPerAccountAndSource', 'sam', 'x');
  expect(await throttle.take(['signInPerAccountAndSource', 'sam', 'x'])).toBeNull();
});

test('no address is in what is stored', async () => {
  await anApi({}).take(['codeMailPerAddress', 'agency', 'robin@payer.example']);
  expect(JSON.stringify(await read.tryCount.findMany({ select: { key: true } }))).not.toContain('robin');
});

test('tries from everywhere slow an account and never refuse it', () => {
  expect([0, 19].map((before) => slowMs(before, 20))).toEqual([0, 0]);
  expect([20, 21, 22, 40, 10_000].map((before) => slowMs(before, 20))).toEqual([250, 500, 1000, 4000, 4000]);
});
