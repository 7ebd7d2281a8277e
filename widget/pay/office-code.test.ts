import { expect, test } from 'vitest';
import { en } from '../i18n/en.ts';
import { enPayer } from '../i18n/en-payer.ts';
import { esPayer } from '../i18n/es-payer.ts';
import { stage } from './fixtures/stage.ts';
import { aReset } from './fixtures/world.ts';

const on = stage();
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();
const code = () => on.page.getByLabel('Code');
/** Open the page by a mailed link. */
const openLink = async () => {
  await on.page.goto(`${on.site.origin}/#onward-reset=secret-of-the-link`);
};

test.each([
  ['their record', 'record', enPayer.reset.title],
  ['a mailed code', 'code', en.verify.title],
] as const)(
  'who is asked for %s may give a code from the office, and may go back',
  async (_, check, title) => {
    const reset = aReset({ check });
    const { have, title: asks, lead, missing, back } = reset.office.en;
    on.api.on('auth.openReset', () => ({ ok: true, reset }));
    await openLink();
    await on.heading(title);
    await press(have);
    await on.heading(asks);
    await on.page.getByText(lead).waitFor();
    await press('Verify');
    await on.page.getByRole('link', { name: missing }).waitFor();
    await press(back);
    await on.heading(title);
    expect(await on.page.locator('#problem').count()).toBe(0);
    await press(have);
    on.api.on('auth.proveIdentity', () => ({ ok: false, refusal: { code: 'code_expired', field: 'code' } }));
    await code().fill('4829 1744');
    await press('Verify');
    await on.page.getByRole('link', { name: 'That code is too old. Get a new one.' }).waitFor();
    expect(await code().inputValue()).toBe('');
    on.api.on('auth.proveIdentity', () => ({ ok: true, proof: 'proof-sample' }));
    await code().fill('48291744');
    await press('Verify');
    await on.heading('Choose a new password');
    const asked = { token: 'secret-of-the-link', identity: { kind: 'office', code: '48291744' } };
    expect(on.api.asked('auth.proveIdentity')).toEqual([asked, asked]);
  },
);

test('the code from the office by keyboard alone, and in the language that is picked there', async () => {
  await openLink();
  await on.heading(enPayer.reset.title);
  const { office } = aReset();
  const { keyboard } = on.page;
  await on.page.getByRole('button', { name: office.en.have }).focus();
  await keyboard.press('Enter');
  await on.heading(office.en.title);
  const focus = () =>
    on.page.evaluate(() => document.querySelector('onward-pay')?.shadowRoot?.activeElement?.id);
  expect(await focus()).toBe('title');
  await press('Español');
  await on.heading(office.es.title);
  await on.page.locator('#title').focus();
  await keyboard.press('Tab');
  expect(await focus()).toBe('code');
  await keyboard.press('Enter');
  await on.page.getByRole('link', { name: office.es.missing }).waitFor();
  await on.page.locator('#code').focus();
  await keyboard.type('48291744');
  await keyboard.press('Enter');
  await on.heading(esPayer.reset.newTitle);
});
