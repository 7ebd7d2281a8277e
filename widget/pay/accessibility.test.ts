import { beforeAll, expect, test } from 'vitest';
import { Failure } from './fixtures/fake-api.ts';
import { axeSource, stage, until } from './fixtures/stage.ts';
import { walk } from './fixtures/walk.ts';
import { aSession, anAccount } from './fixtures/world.ts';

const on = stage();
let axe: string;
beforeAll(async () => {
  axe = await axeSource();
});

interface Finding {
  id: string;
  nodes: { html: string; failureSummary: string }[];
}

/** Everything that WCAG 2.2 A and AA and axe's best practice ask for, at the screen that is open. */
async function findings(screen: string): Promise<string[]> {
  await on.page.evaluate(axe); // outside the page's policy, like a browser extension
  const violations = await on.page.evaluate(async () => {
    const { axe: tool } = globalThis as {
      axe?: { run: (how: object) => Promise<{ violations: Finding[] }> };
    };
    if (!tool) throw new Error('axe is not on the page');
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    return (await tool.run({ runOnly: tags })).violations;
  });
  return violations.map(
    ({ id, nodes }) =>
      `${screen}: ${id} ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}

test.each([
  ['en', 'light'],
  ['en', 'dark'],
  ['es', 'light'],
  ['es', 'dark'],
] as const)(
  'axe finds nothing on any screen: %s, %s',
  { timeout: 120_000 },
  async (language, colorScheme) => {
    await on.newPage({ colorScheme });
    const css =
      'html { color-scheme: light dark } onward-pay [slot] input { display: block; min-height: 44px }';
    await on.open({ lang: language, css });
    const found: string[] = [];
    const seen: string[] = [];
    await walk(on, language, async (screen) => {
      seen.push(screen);
      found.push(...(await findings(screen)));
    });
    expect(found).toEqual([]);
    expect(seen).toHaveLength(46);
  },
);

test.each(['en', 'es'])('axe finds nothing where payments cannot open: %s', async (lang) => {
  on.api.on('agency.view', () => new Failure('FORBIDDEN', { reason: 'origin' }));
  await on.open({ lang, inside: '<p>Call <a href="tel:+15555550100">(555) 555-0100</a>.</p>' });
  await on.page.getByRole('link', { name: '(555) 555-0100' }).waitFor();
  expect(await findings('unavailable')).toEqual([]);
});

test('each step gives focus to its heading, and errors to their summary', async () => {
  await on.open();
  const focused: string[] = [];
  await walk(on, 'en', async (screen) => {
    const where = await on.page.evaluate(() => {
      const active = document.querySelector('onward-pay')?.shadowRoot?.activeElement;
      return active ? `${active.localName}#${active.id}` : 'nowhere';
    });
    focused.push(`${screen}: ${where}`);
  });
  expect(focused.filter((line) => line.includes('errors') && !line.endsWith('div#problem'))).toEqual([]);
  const headings = [
    'sign-in-code',
    'help',
    'forgot-password',
    'link-sent',
    'identity',
    'identity, code from the office',
    'new-password',
    'create-account',
    'verify-email',
    'match-record',
    'owe',
    'check',
    'waiting',
    'on its way',
    'declined',
    'done',
    'history',
  ];
  expect(headings.filter((step) => !focused.includes(`${step}: h2#title`))).toEqual([]);
  expect(focused[0]).toBe('sign-in: nowhere'); // nobody acted yet: focus stays with the page
});

/** What has focus, in the element or in the page, and whether it can be seen that it has. */
const focused = () =>
  on.page.evaluate(() => {
    const outer = document.activeElement;
    const node = outer?.shadowRoot?.activeElement ?? outer;
    const rings = [node, node?.closest('.choice')].map((one) => one && getComputedStyle(one).outlineStyle);
    return { id: node?.id || node?.localName, seen: rings.some((style) => style && style !== 'none') };
  });

test(
  'the keyboard alone, in Spanish on a phone: from the page to the receipt and the list of receipts',
  { timeout: 60_000 },
  async () => {
    await on.newPage({ viewport: { width: 360, height: 740 } });
    const session = aSession({ account: anAccount({ language: 'es' }) });
    on.api.on('auth.signIn', () => ({ ok: true, session }));
    await on.open({ lang: 'es', body: '<a href="#after" id="after">Después</a>' });
    await on.heading('Entrar');
    const { keyboard } = on.page;
    const tabTo = async (name: string | RegExp, role: 'button' | 'textbox' | 'radio' | 'link' = 'button') => {
      const wanted = on.page.getByRole(role, { name });
      for (let presses = 0; presses < 40; presses++) {
        const isThere = (node: Element) =>
          (node.getRootNode() as ShadowRoot | Document).activeElement === node;
        if (await wanted.evaluate(isThere)) return;
        await keyboard.press('Tab');
        const { id, seen } = await focused();
        expect(seen || id === 'body', id).toBe(true); // past the end the browser's own bar has it
      }
      throw new Error(`Tab does not reach ${String(name)}`);
    };
    const enterOn = async (...to: Parameters<typeof tabTo>) => {
      await tabTo(...to);
      await keyboard.press('Enter');
    };
    const step = async (title: string) => {
      await on.heading(title);
      await until(async () => (await focused()).id, 'title');
    };
    await enterOn('Entrar');
    await until(focused, { id: 'problem', seen: true });
    await enterOn('Escriba su correo.', 'link');
    await until(focused, { id: 'email', seen: true });
    await keyboard.type('alex.rivera@example.com');
    await keyboard.press('Tab');
    await keyboard.type('correct horse battery');
    await keyboard.press('Enter');
    await step('Lo que debe');
    const ofTheAgency = on.page.locator('onward-pay .rows [lang="en"]', { hasText: 'October 14' });
    expect(await ofTheAgency.count()).toBe(1); // its own words are in its own language
    await tabTo(/Lo que toca pagar/, 'radio');
    await keyboard.press('ArrowDown');
    await keyboard.press('ArrowDown');
    await keyboard.press('Tab');
    await keyboard.type('25.50');
    await on.page.getByText('A dónde van sus $25.50').waitFor();
    await enterOn('Seguir');
    await step('Revise y pague');
    await tabTo('Card number', 'textbox');
    await keyboard.type('4242');
    await enterOn(/^Pagar \$/);
    await step('Pago recibido');
    await enterOn('Ayuda');
    await step('Ayuda');
    await keyboard.press('Escape');
    await step('Pago recibido');
    await enterOn('Su cuenta: Alex');
    await keyboard.press('Escape');
    await on.page.getByRole('button', { name: 'Su cuenta: Alex', expanded: false }).waitFor();
    expect(await focused()).toEqual({ id: 'account', seen: true });
    await keyboard.press('Enter');
    await enterOn('Pagos y recibos');
    await step('Pagos y recibos');
    await tabTo(/^Abrir recibo 1042/, 'link');
    await tabTo('Después', 'link'); // and out of the element
    expect(on.api.asked('payer.pay').map(({ choice }) => choice)).toEqual([
      { kind: 'other', amountCents: 2_550 },
    ]);
  },
);

test('a link of the error summary moves focus inside the element and leaves the address alone', async () => {
  await on.open();
  await on.heading('Sign in');
  const before = on.page.url();
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  await on.page.getByRole('link', { name: 'Enter your password.' }).click();
  const password = on.page.getByLabel('Password', { exact: true });
  expect(await password.evaluate((node) => (node.getRootNode() as ShadowRoot).activeElement === node)).toBe(
    true,
  );
  expect(on.page.url()).toBe(before);
});

test('a field with an error is named, described by the error, and marked invalid', async () => {
  await on.open();
  await on.heading('Sign in');
  await on.page.getByRole('button', { name: 'Sign in' }).click();
  const email = on.page.getByRole('textbox', { name: 'E-mail' });
  await email.waitFor();
  const description = await email.evaluate((node) => {
    const root = node.getRootNode() as ShadowRoot;
    const ids = (node.getAttribute('aria-describedby') ?? '').split(' ');
    return ids.map((id) => root.getElementById(id)?.textContent?.replace(/\s+/g, ' ').trim()).join(' ');
  });
  expect(description).toBe('Error: Enter your e-mail.');
  expect(await email.getAttribute('aria-invalid')).toBe('true');
});

test('browsers know what each field is for', async () => {
  await on.open();
  const tokens: Record<string, string> = {};
  await walk(on, 'en', async () => {
    const inputs = on.page.locator('onward-pay form input:visible');
    for (const [id, token] of await inputs.evaluateAll((all) =>
      all.map((one) => [one.id, one.getAttribute('autocomplete')]),
    )) {
      if (id && token && !id.startsWith('card')) tokens[`${id}: ${token}`] = token;
    }
  });
  expect(Object.keys(tokens).toSorted()).toEqual([
    'agencyPersonId: off',
    'amount: off',
    'bday-day: bday-day',
    'bday-month: bday-month',
    'bday-year: bday-year',
    'code: one-time-code',
    'email: username',
    'familyName: family-name',
    'givenName: given-name',
    'password: current-password',
    'password: new-password',
  ]);
});
