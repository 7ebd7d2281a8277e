import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';

export interface Screen {
  width: number;
  height: number;
}

export const phone: Screen = { width: 360, height: 740 };
export const desktop: Screen = { width: 1280, height: 900 };

/** Opens pages, keeps pictures of them, and notes what their consoles complain of. */
export class Camera {
  readonly #browser: Browser;
  readonly #folder: string;
  readonly #contexts: BrowserContext[] = [];
  readonly #complaints: string[] = [];
  #shots = 0;

  constructor(browser: Browser, folder: string) {
    this.#browser = browser;
    this.#folder = folder;
  }

  /** A page in a browser of its own: no cookie of the pages before. */
  async open(viewport: Screen): Promise<Page> {
    const context = await this.#browser.newContext({
      viewport,
      deviceScaleFactor: viewport.width < 600 ? 2 : 1,
      locale: 'en-US',
      timezoneId: 'America/New_York',
    });
    context.setDefaultTimeout(20_000);
    this.#contexts.push(context);
    const page = await context.newPage();
    page.on('pageerror', (error) => this.#complaints.push(`${error.name}: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error') this.#complaints.push(message.text());
    });
    return page;
  }

  /** @param name e.g. `declined`; pictures are numbered in the order they are taken */
  async shoot(page: Page, name: string): Promise<string> {
    await mkdir(this.#folder, { recursive: true });
    this.#shots += 1;
    const file = join(this.#folder, `${String(this.#shots).padStart(2, '0')}-${name}.png`);
    await page.screenshot({ path: file, fullPage: true, animations: 'disabled' });
    return file;
  }

  /** @param heading scrolled to the top first; absent: the page's own top */
  async view(page: Page, heading?: string): Promise<Buffer> {
    const top = heading === undefined ? page.locator('body') : page.getByRole('heading', { name: heading });
    await top.evaluate((element) => element.scrollIntoView({ block: 'start', behavior: 'instant' }));
    return page.screenshot({ animations: 'disabled' });
  }

  /** Where each page is now: for a tour that stopped. */
  async shootAll(name: string): Promise<void> {
    for (const context of this.#contexts) for (const page of context.pages()) await this.shoot(page, name);
  }

  /** What went wrong in a page without anybody seeing it: errors, and what the Content-Security-Policy refused. */
  get complaints(): readonly string[] {
    return this.#complaints;
  }

  get shots(): number {
    return this.#shots;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
  }
}
