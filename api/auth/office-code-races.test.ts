import { expect, test, vi } from 'vitest';
import { Passwords } from './passwords.ts';
import { aLink, expired } from './test-getting-in.ts';
import { aDesk, audited, office } from './test-office-desk.ts';
import { refusal } from './test-sign-up.ts';

const wrong = refusal('code_wrong');
const late = refusal('code_expired');

test('of two links that give it at the same moment one gets a proof', async () => {
  const { world, codeOf } = await aDesk();
  const code = await codeOf();
  const first = await aLink(world);
  await first.prove(); // an answered link outlives a newer one
  const second = await aLink(world);
  const answers = await Promise.all([first.answer(office(code)), second.answer(office(code))]);
  expect(answers.filter((answer) => answer?.ok)).toHaveLength(1);
  expect(answers.filter((answer) => !answer?.ok)).toEqual([late]);
  expect(await audited(world, 'account.office_code_used')).toHaveLength(1);
});

test('a link that a newer one ends while the code is looked at uses the code up for nobody', async () => {
  const { world, codeOf, db } = await aDesk();
  const code = await codeOf();
  const first = await aLink(world);
  let second = first;
  vi.spyOn(Passwords.prototype, 'matches').mockImplementationOnce(async () => {
    second = await aLink(world);
    return true;
  });
  expect(await first.answer(office(code))).toEqual(expired);
  expect(await db.officeCode.count({ where: { usedAt: null } })).toBe(1);
  expect(await second.answer(office(code))).toMatchObject({ ok: true });
});

test('another code ends the one before; two made at once leave one', async () => {
  const { world, codeOf, db } = await aDesk();
  const first = await codeOf();
  const second = await codeOf();
  const { answer } = await aLink(world);
  if (first !== second) expect(await answer(office(first))).toEqual(wrong);
  expect(await answer(office(second))).toMatchObject({ ok: true });
  await Promise.all([codeOf(), codeOf(), codeOf()]);
  expect(await db.officeCode.count({ where: { usedAt: null, endedAt: null } })).toBe(1);
});

test('five guesses at once are looked at, over all links; then the right code is too late, and a new one is not', async () => {
  const { world, codeOf, db } = await aDesk();
  const code = await codeOf();
  const bad = code.startsWith('0') ? '1'.repeat(8) : '0'.repeat(8);
  const first = await aLink(world);
  await Promise.all(Array.from({ length: 4 }, () => first.answer(office(bad))));
  const second = await aLink(world);
  await Promise.all(Array.from({ length: 4 }, () => second.answer(office(bad))));
  expect((await db.officeCode.findFirstOrThrow()).tries).toBe(5);
  const third = await aLink(world);
  expect(await third.answer(office(code))).toEqual(late);
  expect(await third.answer(office(await codeOf()))).toMatchObject({ ok: true });
});
