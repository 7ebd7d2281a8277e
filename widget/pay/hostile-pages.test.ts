import { expect, test } from 'vitest';
import { LOST } from './fixtures/fake-api.ts';
import { stage, until } from './fixtures/stage.ts';
import { walk } from './fixtures/walk.ts';
import { paid } from './fixtures/world.ts';

const on = stage();
const pay = () => on.page.getByRole('button', { name: /^Pay \$/ });
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).first().click();
const cardField = () => on.page.locator('#card-number').first();

/** Take the element out and put it somewhere else, as a page does that shows it in a dialog. */
const move = () =>
  on.page.evaluate(() => {
    const box = document.createElement('section');
    document.body.append(box);
    const element = document.querySelector('onward-pay');
    if (element) box.append(element);
  });

test('a page that unsets everything, of small root size and right to left, is paid on all the same', async () => {
  const css = `html { font-size: 62.5%; direction: rtl } * { all: unset !important } onward-pay > * { display: none !important }
    main, body, html { display: block !important }`;
  on.api.signedIn();
  await on.open({ css });
  await on.heading('What you owe');
  const look = await on.page.locator('onward-pay .ow').evaluate((node) => {
    const { direction, fontSize } = getComputedStyle(node);
    return { direction, fontSize };
  });
  expect(look).toEqual({ direction: 'ltr', fontSize: '16px' });
  await press('Continue');
  await expect
    .poll(async () => (await on.page.locator('[slot=card]').boundingBox())?.height ?? 0)
    .toBeGreaterThan(0);
  for (const px of [321, 234]) {
    const form = on.page.locator('[slot=card] > *');
    await form.evaluate((node: HTMLElement, height) => {
      node.style.display = 'block';
      node.style.height = `${height}px`; // as Stripe does of its frame, each time that its form grows
    }, px);
    await expect.poll(async () => (await form.boundingBox())?.height).toBe(px);
  }
  await pay().click();
  await on.heading('Payment received');
});

test('where a page centres, floats or lines up what it holds, the form is as wide as it reads well, or as the window', async () => {
  const layouts = [
    'main { display: flex; flex-direction: column; align-items: center }',
    'main { display: grid; justify-items: center }',
    'main { display: flex; flex-wrap: wrap }',
    'main { display: inline-block }',
    'onward-pay { float: left }',
    'onward-pay { position: absolute; left: 8px }',
  ];
  for (const [window, least] of [
    [1280, 600],
    [360, 320],
  ] as const) {
    await on.newPage({ viewport: { width: window, height: 800 } });
    await on.open();
    await on.heading('Sign in');
    for (const layout of layouts) {
      const { width, sideways } = await on.page.locator('onward-pay .ow').evaluate((node, css) => {
        const sheet = new CSSStyleSheet(); // which the page's Content Security Policy lets in
        sheet.replaceSync(css);
        document.adoptedStyleSheets = [sheet];
        const { width } = node.getBoundingClientRect();
        return { width, sideways: document.documentElement.scrollWidth - innerWidth };
      }, layout);
      expect.soft({ layout, wide: width >= least, sideways }).toEqual({ layout, wide: true, sideways: 0 });
    }
  }
});

test('in shadow roots within shadow roots the card form stands in the document, and is shown in its place', async () => {
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  await on.page.evaluate(() => {
    document.querySelector('onward-pay')?.remove();
    let at: Element | ShadowRoot = document.body;
    for (const name of ['outer-box', 'inner-box']) {
      const box = document.createElement(name);
      at.append(box);
      at = box.attachShadow({ mode: 'open' });
    }
    const element = document.createElement('onward-pay');
    element.setAttribute('agency', 'pk_sample');
    at.append(element);
  });
  await press('Continue');
  await cardField().waitFor();
  expect(await cardField().evaluate((node) => node.getRootNode() === document)).toBe(true);
  const [field, button] = [await cardField().boundingBox(), await pay().boundingBox()];
  expect(field && button && field.y < button.y).toBe(true);
  await pay().click();
  await on.heading('Payment received');
  const left = () => on.page.evaluate(() => document.querySelector('outer-box')?.childElementCount);
  expect(await left()).toBe(0); // nothing stays behind
});

test('two elements on a page do not get into each other’s way: each its step and card form, one payment for one press', async () => {
  on.api.signedIn();
  await on.open({ body: '<onward-pay agency="pk_sample" id="second"></onward-pay>' });
  const second = on.page.locator('#second');
  await second.getByRole('heading', { name: 'What you owe' }).waitFor();
  await second.getByRole('button', { name: 'Continue' }).click();
  await second.locator('#card-number').waitFor();
  await on.page.locator('onward-pay').first().getByRole('heading', { name: 'What you owe' }).waitFor();
  await press('Continue');
  await expect.poll(() => on.page.locator('#card-number').count()).toBe(2);
  await second.getByRole('button', { name: /^Pay \$/ }).click();
  await second.getByRole('heading', { name: 'Payment received' }).waitFor();
  expect(on.api.asked('payer.pay')).toHaveLength(1);
  await on.page.locator('onward-pay').first().getByRole('heading', { name: 'Check and pay' }).waitFor();
});

test('moved while the payment runs: the step is kept, the end is shown, and nothing is sent twice', async () => {
  await on.toCheck();
  let answer = () => undefined as void;
  const held = new Promise<void>((resolve) => (answer = resolve));
  on.api.on('payer.pay', async () => {
    await held;
    return { ok: true, payment: paid() };
  });
  await pay().click();
  await until(() => on.api.asked('payer.pay').length, 1);
  await move();
  await on.heading('Paying. Keep this page open.');
  answer();
  await on.heading('Payment received');
  expect(on.api.asked('payer.pay')).toHaveLength(1);
});

test('moved while the answer is lost: it is asked for under the key that was sent, and never charged under another', async () => {
  await on.toCheck();
  on.api.on('payer.pay', () => LOST);
  await pay().click();
  await on.page.getByText('We cannot reach our server. We keep trying.').waitFor();
  await move();
  on.api.on('payer.statusOfAttempt', () => ({ payment: paid() }));
  await on.heading('Payment received');
  const keys = new Set([
    ...on.api.asked('payer.pay').map(({ attemptKey }) => attemptKey),
    ...on.api.asked('payer.statusOfAttempt').map(({ attemptKey }) => attemptKey),
  ]);
  expect(keys.size).toBe(1);
});

test('at 400 % of a small window, all is reached and paid', async () => {
  await on.newPage({ viewport: { width: 320, height: 256 } });
  await on.toCheck();
  await on.page.locator('.way summary').click();
  await pay().click();
  await on.heading('Payment received');
  expect(await on.page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
});

/** Buttons, fields and choices that are shown and have neither an outline nor a border to be seen by. */
const edgeless = () =>
  on.page.locator('onward-pay').evaluate((element) =>
    [...(element.shadowRoot?.querySelectorAll('.btn, .input, .choice.on') ?? [])]
      .filter((node) => node.checkVisibility())
      .filter((node) => {
        const { outlineStyle, borderTopStyle, borderTopWidth } = getComputedStyle(node);
        return outlineStyle === 'none' && (borderTopStyle === 'none' || borderTopWidth === '0px');
      })
      .map((node) => node.outerHTML),
  );

test('in forced colours what is chosen is outlined', async () => {
  await on.newPage({ forcedColors: 'active' });
  on.api.signedIn();
  await on.open();
  await on.heading('What you owe');
  expect(
    await on.page.locator('onward-pay .choice.on').evaluate((node) => getComputedStyle(node).outlineStyle),
  ).toBe('solid');
});

test.each([
  ['reduce', 'none'],
  ['no-preference', 'spin'],
] as const)('motion follows the visitor: %s', async (reducedMotion, animation) => {
  await on.newPage({ reducedMotion });
  await on.toCheck();
  on.api.on('payer.pay', () => LOST);
  await pay().click();
  const spinning = on.page.locator('onward-pay .spin');
  await spinning.waitFor();
  expect(await spinning.evaluate((node) => getComputedStyle(node).animationName)).toBe(animation);
});

test.each(['en', 'es'] as const)(
  'on every screen each control has a name and, in forced colours, an edge, and each field that is wrong says so in its description: %s',
  { timeout: 90_000 },
  async (language) => {
    await on.newPage({ forcedColors: 'active' });
    await on.open({ lang: language });
    const wrong: string[] = [];
    let described = 0;
    await walk(on, language, async (screen) => {
      const tree = await on.page.locator('onward-pay').first().ariaSnapshot();
      const nameless = tree
        .split('\n')
        .filter((line) =>
          /^\s*- (button|textbox|radio|checkbox|link|combobox|region|heading)( \[|:|$)/.test(line),
        );
      wrong.push(...(await edgeless()).map((html) => `${screen}: no edge ${html}`));
      wrong.push(...nameless.map((line) => `${screen}: ${line.trim()} has no name`));
      const fields = await on.page.locator('onward-pay [aria-invalid=true]').evaluateAll((all) =>
        all.map((field) => {
          const root = field.getRootNode() as ShadowRoot;
          const ids = field.getAttribute('aria-describedby')?.split(' ') ?? [];
          return ids.map((id) => root.getElementById(id)?.textContent ?? '').join(' ');
        }),
      );
      described += fields.length;
      wrong.push(
        ...fields.filter((text) => !/Error:/.test(text)).map(() => `${screen}: an error is not described`),
      );
    });
    expect(wrong).toEqual([]);
    expect(described).toBeGreaterThan(8);
  },
);

test('a key that a script sets as a property counts, before the element is known and after', async () => {
  await on.open();
  const key = () => on.api.calls.at(-1)?.headers['x-onward-agency'];
  await on.page.evaluate(() => {
    const early = document.implementation.createHTMLDocument().createElement('onward-pay');
    document.body.replaceChildren(Object.assign(early, { agency: 'pk_early' }));
  });
  await until(key, 'pk_early');
  await on.heading('Sign in');
  await on.page.evaluate(() =>
    Object.assign(document.querySelector('onward-pay') ?? {}, { agency: 'pk_other' }),
  );
  await until(key, 'pk_other');
  await on.heading('Sign in');
});
