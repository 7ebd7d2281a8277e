import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchChromium } from '../../demo/e2e/chromium.ts';
import { aCapturedPayment } from '../../workflows/ledger/fixtures.ts';
import { explanationJson } from '../../workflows/policy/explanation-schema.ts';
import { aClaim, anExplanation } from '../../workflows/policy/fixtures.ts';
import { aWorld } from '../test-world.ts';
import { readPdf } from './pdf/test-reader.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

const claims = [
  aClaim('a', 'restitution', 9_000n),
  aClaim('b', 'court_costs', 3_000n),
  aClaim('c', 'fine', 5_000n),
  aClaim('d', 'supervision_fee', 7_000n),
];

/** A receipt at an address that a browser can open, late enough to be a reprint. */
async function aReceiptPage(language: string): Promise<string> {
  const world = await aWorld();
  const { account, person, fee } = world.a;
  const { receiptToken } = await aCapturedPayment(world.database.db, {
    accountId: account.id,
    personId: person.id,
    obligation: fee,
    language,
    division: explanationJson(anExplanation('PA', claims, 8_000n)),
  });
  world.pass(30 * 86_400_000);
  return `${await world.server.listen({ host: '127.0.0.1', port: 0 })}/r/${receiptToken}`;
}

async function open(url: string, options: BrowserContextOptions): Promise<Page> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  await page.goto(url);
  return page;
}

/** What axe has to say of the page that is open, and by how much it is too wide. */
async function wrongWith(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  });
  const { width = 0 } = page.viewportSize() ?? {};
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return wide === width ? found : [...found, `${wide} px of ${width}`];
}

test.each(['en', 'es'] as const)(
  'a receipt, and an address that is none’s, wide and on a phone, light and dark, has no accessibility finding and no sideways scroll: %s',
  async (language) => {
    const url = await aReceiptPage(language);
    const page = await open(url, { bypassCSP: true }); // for axe's own script
    for (const address of [url, `${url}x`]) {
      await page.goto(address);
      for (const width of [320, 1280])
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.setViewportSize({ width, height: 800 });
          await page.emulateMedia({ colorScheme });
          expect(await wrongWith(page), `${address} ${width} ${colorScheme}`).toEqual([]);
        }
    }
    await page.context().close();
  },
);

test('without script the page reads, its own style applies, and the PDF is kept under its name', async () => {
  const complaints: string[] = [];
  const page = await open('about:blank', { javaScriptEnabled: false, acceptDownloads: true });
  page.on('console', (message) => void complaints.push(message.text()));
  await page.goto(await aReceiptPage('es'));
  await page.getByRole('heading', { name: 'Cómo se repartió' }).waitFor();
  const link = page.getByRole('link', { name: 'Descargar PDF' });
  const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
  expect(download.suggestedFilename()).toBe('recibo-1.pdf');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('printed, the page is one sheet, without the link that only a screen needs', async () => {
  const page = await open(await aReceiptPage('en'), { colorScheme: 'dark' });
  const { pages, elements, text, artifacts } = await readPdf(
    await page.pdf({ preferCSSPageSize: true, tagged: true }),
  );
  expect(pages).toBe(1);
  const said = `${text} ${artifacts.join(' ')}`;
  expect(elements.length).toBeGreaterThan(0);
  for (const shown of ['Receipt 1', 'This is a reprint', '$82.00', 'How this was divided'])
    expect(said).toContain(shown);
  expect(said).not.toContain('Download PDF');
  await page.context().close();
});
