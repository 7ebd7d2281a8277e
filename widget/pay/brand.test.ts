import { expect, test } from 'vitest';
import { stage } from './fixtures/stage.ts';

const on = stage();
const brand = {
  light: { primary: '#0f5470', onPrimary: '#ffffff' },
  dark: { primary: '#7cc7e8', onPrimary: '#06202b' },
  fontFamily: 'Georgia, serif',
  radius: 2,
};
/** Background, words, corners and font of the main button. */
const button = () =>
  on.page
    .locator('onward-pay .btn:not(.two)')
    .first()
    .evaluate((node) => {
      const { backgroundColor, color, borderRadius, fontFamily } = getComputedStyle(node);
      return [backgroundColor, color, borderRadius, fontFamily];
    });

test('an agency’s colours come from its settings, in light and dark; what its page sets wins', async () => {
  on.api.on('agency.view', () => ({ ...on.api.agency(), brand }));
  await on.open();
  await on.heading('Sign in');
  expect(await button()).toEqual(['rgb(15, 84, 112)', 'rgb(255, 255, 255)', '2px', 'Georgia, serif']);
  await on.page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(button).toEqual(['rgb(124, 199, 232)', 'rgb(6, 32, 43)', '2px', 'Georgia, serif']);
  await on.page.emulateMedia({ colorScheme: 'light' });
  await on.open({ css: ':root { --onward-color-primary: #5b2a86; --onward-border-radius: 8px }' });
  await on.heading('Sign in');
  expect(await button()).toEqual(['rgb(91, 42, 134)', 'rgb(255, 255, 255)', '8px', 'Georgia, serif']);
});

test('another agency’s key takes the first one’s colours off', async () => {
  on.api.on('agency.view', (_, { headers }) => ({
    ...on.api.agency(),
    ...(headers['x-onward-agency'] === 'pk_sample' && { brand }),
  }));
  await on.open();
  await expect.poll(button).toEqual(['rgb(15, 84, 112)', 'rgb(255, 255, 255)', '2px', 'Georgia, serif']);
  await on.page.locator('onward-pay').evaluate((node) => node.setAttribute('agency', 'pk_other'));
  await expect.poll(async () => (await button())[0]).toBe('rgb(11, 95, 82)');
});
