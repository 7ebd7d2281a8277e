import { readFileSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { policy } from './fixtures/agency-page.ts';
import { stage, until } from './fixtures/stage.ts';
import { walk } from './fixtures/walk.ts';

const on = stage();

/** What the page's own policy stopped. */
const violations = () => on.page.evaluate(() => (globalThis as { violations?: unknown[] }).violations);

/** Each event of docs/embed.md, with what its detail may hold. */
const mayBeHeard = [
  /^onward-ready {}$/,
  /^onward-step {"step":"[a-z-]+"}$/,
  /^onward-auth {"signedIn":(true|false)}$/,
  /^onward-payment {"id":"[0-9a-f-]{36}","status":"(processing|needs_action|checking|succeeded|failed)"}$/,
  /^onward-locale {"lang":"(en|es)"}$/,
  /^onward-error {"code":"[a-z_]+","recoverable":(true|false)}$/,
];
/** All but the two of an element that is opening, or cannot open. */
const everyStep =
  `check create-account declined done forgot-password help history identity link-sent match-record
  new-password owe sign-in sign-in-code verify-email waiting`.split(/\s+/);

test(
  'on no screen is a strict policy with Trusted Types broken, and of each the page hears its name and nobody’s',
  { timeout: 60_000 },
  async () => {
    const failures: string[] = [];
    on.page.on('pageerror', ({ message }) => failures.push(message));
    await on.open();
    await walk(on, 'en', async () => undefined);
    expect(await violations()).toEqual([]);
    expect(failures).toEqual([]);
    const heard = await on.heard();
    expect(heard.filter((line) => !mayBeHeard.some((form) => form.test(line)))).toEqual([]);
    const steps = heard.flatMap((line) => /^onward-step .*:"(.*)"}/.exec(line)?.[1] ?? []);
    expect([...new Set(steps)].toSorted()).toEqual(everyStep);
  },
);

test('Stripe’s own script comes from one exact address', async () => {
  const { sandboxScriptUrl, ...stripe } = on.api.agency().stripe;
  on.api.on('agency.view', () => ({ ...on.api.agency(), stripe }));
  on.api.signedIn();
  const body = await (await fetch(sandboxScriptUrl)).text();
  const asked: string[] = [];
  await on.page.route('https://js.stripe.com/**', async (route) => {
    asked.push(route.request().url());
    await route.fulfill({ contentType: 'text/javascript', body });
  });
  await on.open();
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.page.getByLabel('Card number').waitFor();
  expect(asked).toEqual(['https://js.stripe.com/endive/stripe.js']);
  expect(await violations()).toEqual([]);
});

test('the script twice, and once more under another address, is said and harms nothing', async () => {
  const said: string[] = [];
  const failures: string[] = [];
  on.page.on('console', (message) => said.push(message.text()));
  on.page.on('pageerror', ({ message }) => failures.push(message));
  const src = `${on.api.origin}/widget/v1/onward-pay.js`;
  const head = `<script type="module" src="${src}"></script><script type="module" src="${src}?v=2"></script>`;
  await on.open({ head, policy: `${policy(on.api.origin)} 'allow-duplicates'` });
  await on.signIn();
  expect(failures).toEqual([]);
  expect(said.filter((line) => line.includes('is defined already'))).toHaveLength(1);
});

test('a page that does not allow the policy `onward` shows everything but the card form, and says so', async () => {
  on.api.signedIn();
  await on.open({ policy: policy(on.api.origin).replace(' onward', '') });
  await on.page.getByRole('button', { name: 'Continue' }).click();
  await on.page.getByText('Use our secure page, or call (555) 555-0142 to pay another way.').waitFor();
  expect(await on.heard()).toContain('onward-error {"code":"card_form","recoverable":true}');
});

test('an address with a version in it loads no second copy for the payer’s part', async () => {
  const scripts: string[] = [];
  on.page.on('request', (request) => {
    if (request.url().includes('/widget/'))
      scripts.push(new URL(request.url()).pathname.replace(/-[\w-]{8}\./, '-HASH.'));
  });
  await on.open({ query: '?ver=6.4' });
  await on.signIn();
  expect(scripts.toSorted()).toEqual(['/widget/v1/onward-pay.js', '/widget/v1/payer-HASH.js']);
});

test('no chunk imports the first one; shell, all steps and each language keep to their budgets', async () => {
  const sizes: Record<string, number> = {};
  const scripts = (await readdir(on.files)).filter((file) => file.endsWith('.js')); // the packed ones are the same again
  for (const file of scripts) {
    const text = await readFile(join(on.files, file), 'utf8');
    sizes[file.replace(/-[\w-]{8}\.js/, '')] = gzipSync(text, { level: 9 }).length;
    expect(text, file).not.toMatch(/from ?["'`]\.\//);
  }
  // One file a language; the others are all the code there is, with all the English in it.
  const { spanish = Infinity, ...code } = sizes;
  expect(Object.keys(code).toSorted()).toEqual(['onward-pay.js', 'payer']);
  // Node's zlib makes some 150 bytes more of it than `gzip -9`.
  expect(sizes['onward-pay.js']).toBeLessThanOrEqual(25_000);
  expect(Object.values(code).reduce((all, size) => all + size)).toBeLessThanOrEqual(40_000);
  expect(spanish).toBeLessThanOrEqual(4_000);
});

/** The sample site's page for this, and what hides or moves. */
const hostile = `${readFileSync(join(import.meta.dirname, '../../demo/site/hostile.css'), 'utf8')}
  * { display: none; direction: rtl !important }
  input { display: none !important }
`;

/** What text inherits through a shadow root's edge. */
const inheritable =
  `color direction font-family font-size font-style font-weight letter-spacing line-height text-align
  text-indent text-transform visibility white-space word-break word-spacing`.split(/\s+/);
const plainCss = 'body { margin: 0 !important; padding: 0 !important }';

test('a page that resets everything, with a small root size, changes neither size nor sight of a field', async () => {
  const measure = () =>
    on.page.evaluate((inherited) => {
      const element = document.querySelector('onward-pay');
      const nodes =
        element?.shadowRoot?.querySelectorAll('h2, label, .lead, .input, .btn, .bar button') ?? [];
      return [...nodes].map((node) => {
        const style = getComputedStyle(node);
        const { height } = node.getBoundingClientRect();
        return [node.localName, Math.round(height), ...inherited.map((name) => style.getPropertyValue(name))];
      });
    }, inheritable);
  await on.open({ css: plainCss });
  await on.heading('Sign in');
  const plain = await measure();
  await on.open({ css: `${hostile} ${plainCss}` });
  await on.heading('Sign in');
  expect(await measure()).toEqual(plain);
  expect(plain.length).toBeGreaterThan(6);
});

test.each(['en', 'es'] as const)(
  '320 px by 256, a window of 1280 px enlarged four times, are enough on every screen, without scrolling sideways: %s',
  { timeout: 60_000 },
  async (language) => {
    await on.newPage({ viewport: { width: 320, height: 256 } });
    await on.open({
      lang: language,
      css: 'body { margin: 0 } [slot] input { width: 100%; box-sizing: border-box }',
    });
    const wide: string[] = [];
    await walk(on, language, async (screen) => {
      const over = await on.page.evaluate(() => {
        const root = document.querySelector('onward-pay')?.shadowRoot;
        const clipped = [...(root?.querySelectorAll('.ow, .ow *:not(.vh)') ?? [])].filter(
          (node) =>
            node.clientWidth > 0 &&
            node.scrollWidth > node.clientWidth + 1 &&
            getComputedStyle(node).display !== 'inline',
        );
        const names = clipped.map((node) => `${node.localName}.${node.getAttribute('class')}`);
        return document.documentElement.scrollWidth > 320 ? ['page', ...names] : names;
      });
      if (over.length > 0) wide.push(`${screen}: ${over.join(' ')}`);
    });
    expect(wide).toEqual([]);
  },
);

test('controls are 44 px high or more, wherever a finger may go', { timeout: 60_000 }, async () => {
  await on.open();
  const small: string[] = [];
  await walk(on, 'en', async (screen) => {
    const found = await on.page.evaluate(() => {
      const root = document.querySelector('onward-pay')?.shadowRoot;
      const controls = [
        ...(root?.querySelectorAll<HTMLElement>(
          'button, input:not([type=radio], [type=checkbox]), select, summary, .choice, .tick',
        ) ?? []),
      ];
      return controls
        .filter((node) => node.checkVisibility() && node.getBoundingClientRect().height < 44)
        .map((node) => `${node.localName} ${node.textContent?.trim()}`);
    });
    small.push(...found.map((line) => `${screen}: ${line}`));
  });
  expect(small).toEqual([]);
});

test('an element that is moved keeps its step, and its card form is mounted anew', async () => {
  await on.toCheck();
  await on.page.evaluate(() => {
    const box = document.createElement('section');
    document.body.append(box);
    const element = document.querySelector('onward-pay');
    if (element) box.append(element);
  });
  await on.page.getByLabel('Card number').waitFor();
  await on.page.getByRole('button', { name: /^Pay \$/ }).click();
  await on.heading('Payment received');
  expect(await on.stripeCalls('mount')).toHaveLength(2);
  expect(await on.stripeCalls('unmount')).toHaveLength(1);
});

test('an element that is put on the page later, in another shadow root, works', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  await on.page.evaluate(() => {
    document.querySelector('onward-pay')?.remove();
    const outer = document.createElement('div');
    document.body.append(outer);
    const element = document.createElement('onward-pay');
    element.setAttribute('agency', 'pk_sample');
    outer.attachShadow({ mode: 'open' }).append(element);
  });
  await on.heading('What you owe');
  await until(() => on.page.getByRole('heading', { name: 'What you owe' }).count(), 1);
});

test('dark and light follow the visitor, and data-theme decides over them', async () => {
  const background = () =>
    on.page
      .locator('onward-pay section')
      .first()
      .evaluate((node) => getComputedStyle(node).backgroundColor);
  await on.newPage({ colorScheme: 'dark' });
  await on.open();
  await on.heading('Sign in');
  expect(await background()).toBe('rgb(21, 27, 25)');
  await on.open({ attributes: 'data-theme="light"' });
  await on.heading('Sign in');
  expect(await background()).toBe('rgb(255, 255, 255)');
});

test('an agency sets its colour anywhere above the element', async () => {
  await on.open({ css: 'html { --onward-color-primary: rgb(15, 84, 114) }' });
  const button = on.page.getByRole('button', { name: 'Sign in' });
  expect(await button.evaluate((node) => getComputedStyle(node).backgroundColor)).toBe('rgb(15, 84, 114)');
});
