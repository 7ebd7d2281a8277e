import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { findings } from './fixtures/axe.ts';
import type { DeskServer } from './fixtures/desk-server.ts';
import { DeskBench, nameOfFocus } from './fixtures/open-desk.ts';
import { declined, rows } from './fixtures/samples.ts';

let bench: DeskBench;
beforeAll(async () => {
  bench = await DeskBench.start();
});
afterEach(() => bench.closePages());
afterAll(() => bench.close());

interface Screen {
  name: string;
  hash?: string;
  prepare?: (server: DeskServer) => void;
  ready: (page: Page, server: DeskServer) => Promise<void>;
}

const broken = () => ({ error: 'INTERNAL_SERVER_ERROR', status: 500 });
const signedOut = ({ replies }: DeskServer) =>
  void (replies.refresh = () => ({ result: { ok: false, refusal: { code: 'wrong_credentials' } } }));
const never = () => new Promise<never>(() => {});
const payment = '#/payments/pay-0';
const today = '#/today';
/** Begin to close the task about an event. */
const toNote = (page: Page) => page.getByRole('button', { name: 'Close evt_sample_9' }).click();

const screens: Screen[] = [
  {
    name: 'invitation',
    hash: '#/invitation/sample',
    ready: (page) => page.getByRole('heading', { name: 'Choose your password' }).waitFor(),
  },
  {
    name: 'sign-in',
    prepare: signedOut,
    ready: (page) => page.getByRole('heading', { name: 'Sign in' }).waitFor(),
  },
  {
    name: 'sign-in with problems',
    prepare: signedOut,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Sign in' }).click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    },
  },
  {
    name: 'forgotten password',
    prepare: signedOut,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Forgot your password?' }).click();
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'There is a problem' }).waitFor();
    },
  },
  {
    name: 'link for a new password sent',
    prepare: signedOut,
    ready: async (page) => {
      await page.getByRole('button', { name: 'Forgot your password?' }).click();
      await page.getByLabel('E-mail').fill('morgan@harbor.example');
      await page.getByRole('button', { name: 'Send the link' }).click();
      await page.getByRole('heading', { name: 'Look into your mail' }).waitFor();
    },
  },
  {
    name: 'desk that cannot open',
    prepare: ({ replies }) => void (replies.refresh = broken),
    ready: (page) => page.getByRole('alert').waitFor(),
  },
  { name: 'payments', ready: (page) => page.locator('a[data-payment]').first().waitFor() },
  {
    name: 'payments, their columns being chosen',
    ready: async (page) => {
      await page.getByRole('button', { name: 'Columns' }).click();
      await page.getByRole('checkbox', { name: 'Show Fee' }).uncheck();
    },
  },
  {
    name: 'payments loading',
    prepare: ({ replies }) => void (replies.searchPayments = never),
    ready: (page) => page.locator('.bone').first().waitFor(),
  },
  {
    name: 'payments empty',
    prepare: ({ replies }) => void (replies.searchPayments = () => ({ result: { rows: [], total: 0 } })),
    ready: (page) => page.locator('.empty').waitFor(),
  },
  {
    name: 'payments with filters, a view to be named, and rows selected',
    hash: '#/payments?state=expired&way=visa',
    ready: async (page) => {
      await page.locator('a[data-payment]').first().waitFor();
      await page.getByRole('button', { name: 'Save this view' }).click();
      await page.getByRole('button', { name: 'Save', exact: true }).click();
      await page.locator('#view-name-error').waitFor();
      await page.getByRole('checkbox').first().check();
    },
  },
  {
    name: 'payments failed',
    prepare: ({ replies }) => void (replies.searchPayments = broken),
    ready: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'payments failed with old rows',
    ready: async (page, { replies }) => {
      await page.locator('a[data-payment]').first().waitFor();
      replies.searchPayments = broken;
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'session ended',
    ready: async (page, server) => {
      await page.locator('a[data-payment]').first().waitFor();
      signedOut(server);
      server.replies.searchPayments = () => ({ error: 'UNAUTHORIZED', status: 401 });
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'today',
    hash: today,
    ready: (page) => page.locator('.tasks a').waitFor(),
  },
  {
    name: 'today loading',
    hash: today,
    prepare: ({ replies }) => void (replies.tasks = never),
    ready: (page) => page.locator('.bone').first().waitFor(),
  },
  {
    name: 'today with nothing to do',
    hash: today,
    prepare: ({ replies }) =>
      void (replies.tasks = () => ({ result: { tasks: [], total: 0, asOf: '2026-11-23T01:00:00.000Z' } })),
    ready: (page) => page.locator('.empty').waitFor(),
  },
  {
    name: 'today failed with old tasks',
    hash: today,
    ready: async (page, { replies }) => {
      await page.locator('.tasks a').waitFor();
      replies.tasks = broken;
      await page.getByRole('button', { name: 'Refresh' }).click();
      await page.getByRole('alert').waitFor();
    },
  },
  {
    name: 'today, a note with a problem',
    hash: today,
    ready: async (page) => {
      await toNote(page);
      await page.getByRole('button', { name: 'Close it' }).click();
      await page.locator('#note-error').waitFor();
    },
  },
  {
    name: 'today, closed by somebody else',
    hash: today,
    prepare: ({ replies }) =>
      void (replies.closeTask = () => ({
        result: { ok: false, reason: 'closed_already', role: 'supervisor', at: '2026-11-23T00:59:00.000Z' },
      })),
    ready: async (page) => {
      await toNote(page);
      await page.getByLabel('What did you find or do?').fill('Nothing to do.');
      await page.getByRole('button', { name: 'Close it' }).click();
      await page.locator('.notice').waitFor();
    },
  },
  {
    name: 'story',
    hash: payment,
    ready: (page) => page.getByRole('heading', { name: 'Timeline' }).waitFor(),
  },
  {
    name: 'story of a declined payment',
    hash: payment,
    prepare: ({ replies }) => void (replies.paymentStory = () => ({ result: declined })),
    ready: (page) => page.getByRole('heading', { name: 'Timeline' }).waitFor(),
  },
  {
    name: 'story with nothing in it yet',
    hash: payment,
    prepare: ({ replies }) =>
      void (replies.paymentStory = () => ({
        result: { ...declined, attempts: [], split: [], events: [], entries: [] },
      })),
    ready: (page) => page.getByRole('heading', { name: 'Timeline' }).waitFor(),
  },
  {
    name: 'story loading',
    hash: payment,
    prepare: ({ replies }) => void (replies.paymentStory = never),
    ready: (page) => page.locator('.bone').first().waitFor(),
  },
  {
    name: 'story failed',
    hash: payment,
    prepare: ({ replies }) => void (replies.paymentStory = broken),
    ready: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'story not there',
    hash: payment,
    prepare: ({ replies }) => void (replies.paymentStory = () => ({ error: 'NOT_FOUND', status: 404 })),
    ready: (page) => page.getByRole('heading', { name: 'This payment is not here.' }).waitFor(),
  },
];

const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 1280 },
  { colorScheme: 'dark', width: 360 },
] as const;

test.each(screens)(
  'axe finds nothing, light and dark, wide and on a phone: $name',
  async ({ hash, prepare, ready }) => {
    const { page, server } = await bench.open((server) => (few(server), prepare?.(server)), {
      bypassCSP: true, // or axe cannot be brought in
      ...(hash !== undefined && { hash }),
    });
    await ready(page, server);
    for (const { colorScheme, width } of looks) {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      expect(await findings(page), `${colorScheme}, ${width} px`).toEqual([]);
    }
  },
);

/** As many rows as show every kind of state. */
const few = ({ replies }: DeskServer) =>
  void (replies.searchPayments = () => ({ result: { rows: rows(0, 10), next: 'c1', total: 60 } }));

test('the dialog of keys has no finding either', async () => {
  const { page } = await bench.open(few, { bypassCSP: true });
  await page.locator('a[data-payment]').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('dialog', { name: 'Keys' }).waitFor();
  expect(await findings(page)).toEqual([]);
});

test.each([320, 360, 768, 1080, 1280])('nothing has to be scrolled sideways at %i px', async (width) => {
  for (const [hash, there] of [
    ['', 'a[data-payment]'],
    [payment, '#timeline-heading'],
    [today, '.tasks a'],
  ] as const) {
    const { page } = await bench.open(undefined, { viewport: { width, height: 800 }, hash });
    await page.locator(there).first().waitFor();
    if (hash === today) await toNote(page);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  }
});

test('the keyboard alone goes from the skip link through the desk in the order it is read', async () => {
  const { page } = await bench.open(undefined, { hash: payment });
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  const reached: string[] = [];
  for (let n = 0; n < 13; n++) {
    await page.keyboard.press('Tab');
    reached.push(await page.evaluate(nameOfFocus));
  }
  expect(reached).toEqual([
    'Skip to the content',
    'Today 4 open',
    'Payments',
    'People & obligations',
    'Sign out',
    'search',
    'Keys ?',
    'Payments',
    'Open receipt (opens in a new tab)',
    'Mail it again',
    'Show UTC',
    'Show',
    'Receipt 1042 (opens in a new tab)',
  ]);
});

test('the skip link leads past the navigation, and leaves the address alone', async () => {
  const { page } = await bench.open(undefined, { hash: payment });
  await page.getByRole('heading', { name: 'Timeline' }).waitFor();
  const before = page.url();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect
    .poll(() => page.getByRole('heading', { level: 1 }).evaluate((h) => h.matches(':focus')))
    .toBe(true);
  expect(page.url()).toBe(before);
});

test('under the strict policy with Trusted Types the whole desk works without a complaint', async () => {
  const { page, server, complaints } = await bench.open(signedOut);
  await page.getByLabel('E-mail').fill('morgan@harbor.example');
  await page.getByLabel('Password', { exact: true }).fill('a long sample password');
  await page.keyboard.press('Enter');
  await page.locator('a[data-payment]').first().waitFor();
  await page.keyboard.press('?');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Show more' }).click();
  await page.locator('a[data-payment]').first().click();
  await page.getByRole('button', { name: 'Show UTC' }).click();
  server.replies.paymentStory = broken;
  await page.evaluate(() => (location.hash = '#/payments/other'));
  await page.getByRole('alert').waitFor();
  expect(complaints).toEqual([]);
  const refused = await page.evaluate(() => {
    try {
      document.body.innerHTML = '<b>text</b>';
      return 'allowed';
    } catch (error) {
      return String(error);
    }
  });
  expect(refused).toContain('TrustedHTML'); // the policy is really on
});

test('a second load of the script leaves the first in place', async () => {
  const { page, complaints } = await bench.open(undefined, { bypassCSP: true });
  await page.locator('a[data-payment]').first().waitFor();
  await page.addScriptTag({ type: 'module', url: '/desk/assets/onward-desk.js?again' });
  expect(complaints).toEqual([]);
  expect(await page.locator('a[data-payment]').count()).toBe(50);
});

test('the desk fills its page to the edge', async () => {
  const { page } = await bench.open(signedOut);
  await page.getByLabel('E-mail').waitFor();
  expect(await page.locator('onward-desk').boundingBox()).toEqual({ x: 0, y: 0, width: 1280, height: 900 });
});

test('data-theme wins over the system’s scheme', async () => {
  const { page } = await bench.open(undefined, { colorScheme: 'light' });
  await page.locator('a[data-payment]').first().waitFor();
  const canvas = () => page.locator('.desk').evaluate((desk) => getComputedStyle(desk).backgroundColor);
  const light = await canvas();
  await page.evaluate(() => document.querySelector('onward-desk')?.setAttribute('data-theme', 'dark'));
  expect(await canvas()).not.toBe(light);
});
