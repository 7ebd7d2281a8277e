import { expect, test } from 'vitest';
import { stage, until } from './fixtures/stage.ts';
import { CODE, PASSWORD, aSession, anAccount } from './fixtures/world.ts';

const on = stage();

test('a payer signs in and sees what they owe', async () => {
  await on.open();
  await on.heading('Sign in');
  await on.signIn();
  expect(on.api.asked('auth.signIn')).toEqual([{ email: 'alex.rivera@example.com', password: PASSWORD }]);
  await on.page.getByText('$130.00 is due by Tuesday, December 1.').waitFor();
  expect(await on.heard()).toEqual([
    'onward-step {"step":"sign-in"}',
    'onward-ready {}',
    'onward-auth {"signedIn":true}',
    'onward-step {"step":"owe"}',
  ]);
});
