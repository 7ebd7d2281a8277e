import { expect, test } from 'vitest';
import { refused } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { aReset } from './fixtures/world.ts';

const on = stage();
const EMAIL = 'alex.rivera@example.com';
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const code = () => on.page.getByLabel('Code');

test('a code needs an address, and nothing is sent without', async () => {
  await on.open();
  await press('Send me a code instead');
  await on.page.getByRole('link', { name: 'Enter your e-mail.' }).waitFor();
  expect(on.api.asked('auth.sendCode')).toEqual([]);
});

test('a wrong code is gone from its field, and another may be sent after thirty seconds', async () => {
  await on.page.clock.install();
  await on.open();
  await on.page.getByLabel('E-mail').fill(EMAIL);
  await press('Send me a code instead');
  await code().fill('0000 0000');
  await press('Verify');
  await on.page.getByRole('link', { name: 'That code is not right. Check it and try again.' }).waitFor();
  expect(await code().inputValue()).toBe('');
  await on.page.getByRole('button', { name: /^Send again in/ }).click({ force: true });
  expect(on.api.asked('auth.resendCode')).toEqual([]);
  await on.page.clock.runFor(31_000);
  await press('Send again');
  await until(() => on.api.asked('auth.resendCode').length, 1);
});

test.each([
  ['in place of the password', '/', 'auth.verifyEmail'],
  ['at a mailed link', '/#onward-reset=secret-of-the-link', 'auth.proveIdentity'],
] as const)(
  'after five wrong answers a code takes none, and another is to be asked for: %s',
  async (_, path, call) => {
    on.api.on('auth.openReset', () => ({ ok: true, reset: aReset({ check: 'code' }) }));
    on.api.on(call, () => refused({ code: 'code_wrong', field: 'code' }));
    await on.open({}, path);
    if (path === '/') {
      await on.page.getByLabel('E-mail').fill(EMAIL);
      await press('Send me a code instead');
    }
    for (let n = 1; n <= 5; n++) {
      await code().fill(`0000 000${n}`);
      await press('Verify');
      await until(() => on.api.asked(call).length, n);
      const said =
        n < 5 ? 'That code is not right. Check it and try again.' : 'That code is too old. Get a new one.';
      await on.page.getByRole('link', { name: said }).waitFor();
      await until(() => code().inputValue(), '');
    }
  },
);
