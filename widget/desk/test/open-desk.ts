import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { build } from 'vite';
import { launchChromium } from '../../../demo/e2e/chromium.ts';
import { shorterTemplates } from '../../template-plugin.config.ts';
import { DeskServer } from './desk-server.ts';
import { paid, rows, session } from './samples.ts';

export type Options = Pick<
  BrowserContextOptions,
  'viewport' | 'colorScheme' | 'bypassCSP' | 'hasTouch' | 'timezoneId'
>;

/** A desk in a real browser, before a server that answers as a test says. */
export interface OpenDesk {
  page: Page;
  server: DeskServer;
  /** What the browser refused or the script threw. */
  complaints: string[];
}

/** One browser and one build for a test file. */
export class DeskBench {
  readonly #browser: Browser;
  readonly #script: string;
  readonly #closing: (() => Promise<unknown>)[] = [];

  static async start(): Promise<DeskBench> {
    const [browser, script] = await Promise.all([launchChromium(), builtScript()]);
    return new DeskBench(browser, script);
  }

  private constructor(browser: Browser, script: string) {
    this.#browser = browser;
    this.#script = script;
  }

  /** Signed in, with 60 payments of which `pay-0` is paid, unless `prepare` says otherwise. */
  async open(
    prepare: (server: DeskServer) => void = () => {},
    options: Options & { hash?: string } = {},
  ): Promise<OpenDesk> {
    const { hash = '', ...contextOptions } = options;
    const server = new DeskServer(this.#script);
    usual(server);
    prepare(server);
    const origin = await server.listen();
    const context = await this.#browser.newContext({
      viewport: { width: 1280, height: 900 },
      ...contextOptions,
    });
    context.setDefaultTimeout(10_000);
    this.#closing.push(() => context.close().then(() => server.close()));
    const page = await context.newPage();
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (/Content Security Policy|Trusted|Refused/.test(message.text())) complaints.push(message.text());
    });
    await page.goto(`${origin}/desk${hash}`);
    return { page, server, complaints };
  }

  /** After each test. */
  async closePages(): Promise<void> {
    for (const close of this.#closing.splice(0)) await close();
  }

  async close(): Promise<void> {
    await this.closePages();
    await this.#browser.close();
  }
}

function usual({ replies }: DeskServer) {
  const all = rows(0, 60);
  replies.refresh = () => ({ result: { ok: true, session } });
  replies.signIn = () => ({ result: { ok: true, session } });
  replies.signOut = () => ({ result: { ok: true } });
  replies.searchPayments = ({ cursor }) =>
    cursor === undefined
      ? { result: { rows: all.slice(0, 50), next: 'c1', total: 60 } }
      : { result: { rows: all.slice(50) } };
  replies.paymentStory = () => ({ result: paid });
}

async function builtScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'silent',
    root: fileURLToPath(new URL('..', import.meta.url)),
    plugins: [shorterTemplates()],
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      write: false,
      target: 'es2022',
      lib: { entry: 'define.ts', formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  const [bundle] = [built].flat();
  const chunk = bundle && 'output' in bundle ? bundle.output[0] : undefined;
  if (chunk === undefined) throw new Error('The desk was not built.');
  return chunk.code;
}
