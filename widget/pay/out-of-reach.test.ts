import { expect, test } from 'vitest';
import { Failure, LOST } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';

const on = stage();
const inside = '<p id="else">Pay at the counter.</p>';
const instead = () => on.page.getByText('Pay at the counter.');

/** What the developer of the page is told, from now on. */
function warnings(): string[] {
  const said: string[] = [];
  on.page.on('console', (message) => {
    if (message.text().startsWith('Onward:')) said.push(`${message.type()} ${message.text()}`);
  });
  return said;
}

test('what the page put inside is shown where payments cannot open on it', async () => {
  on.api.on('agency.view', () => new Failure('FORBIDDEN', { reason: 'origin' }));
  const said = warnings();
  await on.open({ inside });
  await instead().waitFor();
  expect(said).toEqual([
    `warning Onward: ${on.site.origin} is not on the list of origins of the key pk_sample.`,
  ]);
});

test('a key that is nobody’s is told to who builds the page', async () => {
  on.api.on('agency.view', () => new Failure('FORBIDDEN', { reason: 'agency' }));
  const said = warnings();
  await on.open();
  await on.page.getByText('Payments cannot open on this page.').waitFor();
  expect(said).toEqual(['warning Onward: no agency has the key pk_sample.']);
});

test('when nothing can be reached the page’s own way stays in sight, and the developer has one line', async () => {
  await on.page.clock.install();
  on.api.on('agency.view', () => LOST);
  const said = warnings();
  await on.open({ inside });
  await instead().waitFor();
  await on.page.clock.runFor(6_000);
  await until(() => on.api.asked('agency.view').length, 2);
  await on.page.getByRole('button', { name: 'Try again' }).waitFor();
  expect(await instead().isVisible()).toBe(true);
  expect(said).toEqual([
    `warning Onward: ${on.site.origin} may not be on the list of this publishable key, or ${on.api.origin} cannot be reached.`,
  ]);
  on.api.on('agency.view', () => on.api.agency());
  await on.page.getByRole('button', { name: 'Try again' }).click();
  await on.heading('Sign in');
  expect(await instead().isVisible()).toBe(false);
});

test('an agency that is known is one to call', async () => {
  on.api.on('auth.refresh', () => LOST);
  await on.open();
  await on.page.getByText('Payments could not open. Try again soon.').waitFor();
  expect(await on.page.locator('.body').getByRole('link').getAttribute('href')).toBe('tel:5555550142');
});

test.each(['', ' '])('without a key (“%s”) the server is not called, and it is said', async (agency) => {
  await on.open({ agency, inside });
  await on.page.getByText('This payment box is not set up: it has no agency key.').waitFor();
  await instead().waitFor();
  expect(on.api.calls).toEqual([]);
  expect(await on.heard()).toContain('onward-error {"code":"no_agency","recoverable":false}');
});

test('who looks on waits 15 seconds at most, and not at all once the network is back', async () => {
  await on.page.clock.install();
  on.api.on('agency.view', () => new Failure('INTERNAL_SERVER_ERROR'));
  await on.open();
  const again = on.page.getByText(/We try again in/);
  const tries = () => on.api.asked('agency.view').length;
  for (const [waited, expected] of [
    [5_000, 2],
    [15_000, 3],
    [15_000, 4],
    [15_000, 5],
  ] as const) {
    await again.waitFor();
    await on.page.clock.runFor(waited);
    await until(tries, expected);
    await again.waitFor();
  }
  await again.getByText('15 seconds').waitFor();
  await on.page.evaluate(() => dispatchEvent(new Event('online')));
  await until(tries, 6);
  await on.page.getByText('We try again in 5 seconds.').waitFor();
});
