import { beforeAll, expect, test } from 'vitest';
import { rareScreens } from './fixtures/rare-screens.ts';
import { axeSource, stage, until } from './fixtures/stage.ts';
import { catalogues, walk } from './fixtures/walk.ts';
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

/** WCAG 2.2 A and AA, and axe's best practice. */
const everything = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
/** What a colour scheme can change: nothing else of the element differs in it. */
const colours = ['color-contrast', 'link-in-text-block'];

/** What axe finds at the screen that is open, by groups of rules or single ones. */
async function findings(screen: string, asked: readonly string[]): Promise<string[]> {
  const violations = await on.page.evaluate(async (values) => {
    const { axe: tool } = globalThis as {
      axe?: { run: (how: object) => Promise<{ violations: Finding[] }> };
    };
    if (!tool) throw new Error('axe is not on the page');
    return (await tool.run({ runOnly: values })).violations;
  }, asked);
  return violations.map(
    ({ id, nodes }) =>
      `${screen}: ${id} ${nodes.map(({ html, failureSummary }) => `${html} ${failureSummary}`).join('\n')}`,
  );
}

/** All of it, and of the dark scheme all that a scheme can change. */
async function findingsInBoth(screen: string): Promise<string[]> {
  await on.page.evaluate(axe); // outside the page's policy, like a browser extension
  const found = await findings(`${screen}, light`, everything);
  await on.page.emulateMedia({ colorScheme: 'dark' });
  found.push(...(await findings(`${screen}, dark`, colours)));
  await on.page.emulateMedia({ colorScheme: 'light' });
  return found;
}

/** What the page itself needs, to have no finding of its own. */
const css = 'html { color-scheme: light dark } onward-pay [slot] input { display: block; min-height: 44px }';

test.each(['en', 'es'] as const)(
  'axe finds nothing on any screen, light and dark: %s',
  { timeout: 120_000 },
  async (language) => {
    await on.open({ lang: language, css });
    const found: string[] = [];
    const seen: string[] = [];
    await walk(on, language, async (screen) => {
      seen.push(screen);
      found.push(...(await findingsInBoth(screen)));
    });
    expect(found).toEqual([]);
    expect(seen).toHaveLength(46);
  },
);

const rareInBoth = rareScreens.flatMap((screen) =>
  (['en', 'es'] as const).map((language) => ({ ...screen, language })),
);

test.each(rareInBoth)(
  'axe finds nothing where few come, light and dark: $language, $name',
  { timeout: 30_000 },
  async ({ language, isSignedIn, people, prepare, options, path, reach }) => {
    const account = anAccount({ language, ...(people && { people }) });
    if (isSignedIn) on.api.signedIn(aSession({ account }));
    prepare?.(on.api, language);
    await on.open({ lang: language, css, ...options }, path);
    await reach(on, catalogues[language]);
    expect(await findingsInBoth(language)).toEqual([]);
  },
);

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
