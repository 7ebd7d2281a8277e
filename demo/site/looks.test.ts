import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../e2e/chromium.ts';
import { startSite, type Site } from './server.ts';

let site: Site;
let browser: Browser;

beforeAll(async () => {
  site = await startSite({ port: 0, publishableKey: 'pk_sample' });
  // Nobody answers there: the page is what its visitors see when the widget cannot be loaded.
  site.embed({ apiOrigin: 'http://localhost:4', sandboxOrigin: 'http://localhost:5' });
  browser = await launchChromium();
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

async function open(path: string, width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Page> {
  const page = await browser.newPage({ viewport: { width, height: 800 }, colorScheme });
  await page.goto(site.origin + path);
  return page;
}

test.each([
  ['/', 320, 'light'],
  ['/', 1280, 'dark'],
  ['/es', 320, 'dark'],
  ['/es', 1280, 'light'],
] as const)(
  '%s at %i px, %s: no accessibility finding, and no sideways scroll',
  async (path, width, scheme) => {
    const page = await open(path, width, scheme);
    await page.evaluate(axe.source);
    const found = await page.evaluate(async () => {
      const { violations } = await window.axe.run();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    });
    expect(found).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
  },
);

test('the page without the widget still says how to pay', async () => {
  const page = await open('/', 360);
  await page.locator('onward-pay').getByText('you can still pay by phone').waitFor();
  expect(await page.locator('onward-pay a[href^="tel:"]').isVisible()).toBe(true);
});

test('the log shows what the widget tells the page, as text', async () => {
  const page = await open('/', 360);
  await page.getByText('For web developers').click();
  await page.locator('onward-pay').evaluate((element) => {
    const detail = { id: '<img src=x>', status: 'succeeded' };
    element.dispatchEvent(new CustomEvent('onward-payment', { bubbles: true, composed: true, detail }));
  });
  const line = page.locator('#event-log li');
  expect(await line.innerText()).toContain('onward-payment {"id":"<img src=x>","status":"succeeded"}');
});
