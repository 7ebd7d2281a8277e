import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fastify } from 'fastify';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { widgetFiles } from '../../api/http/widget-files.ts';
import { packed } from '../../widget/packed-plugin.config.ts';
import { buildWidget } from '../build-widget.ts';
import { Closers } from '../closers.ts';
import { launchChromium } from '../e2e/chromium.ts';
import type { Bench, Started } from './bench.ts';

const project = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url));

/** DevTools' own "Slow 4G": https://developer.chrome.com/docs/devtools/settings/throttling */
const SLOW_4G = {
  offline: false,
  latency: 150 * 3.75,
  downloadThroughput: (1.6 * 1000 * 1000 * 0.9) / 8,
  uploadThroughput: (750 * 1000 * 0.9) / 8,
};
const CPU_DIVIDED_BY = 4;

/**
 * How long an old telephone waits for the element: from the navigation until it is upgraded and has drawn its first
 * screen, with nothing in the cache. Beside it, on the same server and net, an element of Lit that does nothing.
 */
export const bench: Bench = {
  async start() {
    const closers = new Closers();
    try {
      return await start(closers);
    } catch (error) {
      await closers.close().catch(() => undefined); // the first failure is the one to tell
      throw error;
    }
  },
};

async function start(closers: Closers): Promise<Started> {
  await buildWidget(() => undefined);
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-upgrade-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  await buildBare(folder);
  const server = fastify({ forceCloseConnections: true });
  await server.register(widgetFiles(project('dist/widget')), { prefix: '/widget' });
  await server.register(widgetFiles(folder), { prefix: '/bare' });
  const pages = [
    ['onward-pay', '/widget/v1/onward-pay.js'],
    ['bare-element', '/bare/bare-element.js'],
  ] as const;
  for (const [name, script] of pages) {
    server.get(`/${name}`, async (_, reply) =>
      reply.type('text/html; charset=utf-8').send(pageWith(name, script)),
    );
  }
  const origin = await server.listen({ port: 0, host: '127.0.0.1' });
  closers.add('server', () => server.close());
  const browser = await launchChromium();
  closers.add('browser', () => browser.close());
  return {
    figures: [
      {
        name: 'upgraded and drawn on slow 4G with CPU ÷ 4, ours ÷ a bare Lit element',
        unit: 'ms',
        target: { atMost: 1.2 },
        rounds: 15,
        warmUp: true,
        ours: () => upgradedAfter(browser, `${origin}/onward-pay`, 'onward-pay'),
        base: () => upgradedAfter(browser, `${origin}/bare-element`, 'bare-element'),
      },
    ],
    close: () => closers.close(),
  };
}

/** As the widget is built: one ES module for the same browsers, minified and packed. */
async function buildBare(outDir: string): Promise<void> {
  await build({
    configFile: false,
    logLevel: 'silent',
    publicDir: false,
    plugins: [packed()],
    resolve: { conditions: ['module', 'browser', 'production'] },
    define: { 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      target: 'es2022',
      lib: {
        entry: { 'bare-element': project('demo/bench/upgrade/bare-element.ts') },
        formats: ['es'],
      },
      rolldownOptions: { output: { minify: true, entryFileNames: '[name].js' } },
    },
  });
}

/** The snippet of the guide, in a page that notes when its element has drawn. */
const pageWith = (name: string, script: string) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${name}</title>
<script>
  customElements.whenDefined('${name}').then(async () => {
    const element = document.querySelector('${name}');
    await element.updateComplete;
    if (element.shadowRoot.textContent.trim() !== '') window.drawnAfter = performance.now();
  });
</script>
<script type="module" async src="${script}"></script>
</head>
<body><${name} agency="pk_bench"></${name}></body>
</html>
`;

/** @returns milliseconds from the navigation; @throws where the element never drew */
async function upgradedAfter(browser: Browser, url: string, name: string): Promise<number> {
  const context = await browser.newContext();
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await devtools.send('Network.enable');
    await devtools.send('Network.setCacheDisabled', { cacheDisabled: true });
    await devtools.send('Network.emulateNetworkConditions', SLOW_4G);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_DIVIDED_BY });
    await page.goto(url, { waitUntil: 'commit' });
    const drawn = await page.waitForFunction((): unknown => Reflect.get(window, 'drawnAfter'), null, {
      timeout: 60_000,
    });
    const after: unknown = await drawn.jsonValue();
    if (typeof after !== 'number') throw new Error(`${name} did not say when it had drawn`);
    return after;
  } finally {
    await context.close();
  }
}
