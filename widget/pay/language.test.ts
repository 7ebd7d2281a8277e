import { expect, test } from 'vitest';
import { es } from '../i18n/es.ts';
import { esPayer } from '../i18n/es-payer.ts';
import { stage } from './fixtures/stage.ts';
import { PASSWORD } from './fixtures/world.ts';

const on = stage();
const signOut = async (name: string) => {
  await on.page.getByRole('button', { name: /Alex$/ }).click();
  await press(name);
};
const press = (name: string) => on.page.getByRole('button', { name, exact: true }).click();

test('a language whose sentences cannot be fetched is not half spoken: all stays as it was, and the page hears why', async () => {
  await on.open();
  await on.signIn();
  await on.page.route('**/spanish-*.js', (route) => route.abort());
  await press('Español');
  await expect
    .poll(() => on.heard())
    .toContain('onward-error {"code":"language_unavailable","recoverable":true}');
  await on.heading('What you owe');
  await on.page.getByRole('button', { name: 'Español' }).waitFor();
});

test('a language picked while the payer’s part is on its way is the one that its screens speak', async () => {
  const held = Promise.withResolvers<void>();
  await on.page.route('**/payer-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  on.api.signedIn();
  await on.open();
  await press('Español');
  held.resolve();
  await on.heading(esPayer.owe.title);
  await on.page.getByRole('button', { name: es.otherLanguage.name }).waitFor();
  expect(await on.page.locator('onward-pay section').first().getAttribute('lang')).toBe('es');
});

test('Spanish is one file, asked for once, with the first screen', async () => {
  const asked: string[] = [];
  on.page.on('request', (request) => {
    const [name] = /[\w-]+(?=-[\w-]{8}\.js)/.exec(request.url()) ?? [];
    if (name) asked.push(name);
  });
  const held = Promise.withResolvers<void>();
  await on.page.route('**/payer-*.js', async (route) => {
    await held.promise;
    await route.continue();
  });
  await on.open({ lang: 'es' });
  await on.heading(es.signIn.title);
  held.resolve();
  await press(es.frame.help);
  await on.heading(esPayer.help.title);
  expect(asked).toEqual(['spanish', 'payer']);
});

/** Sign in on a page in Spanish, to an account that is kept in English. */
async function signInSpanishPage(): Promise<void> {
  await on.page.getByLabel(es.field.email).fill('alex.rivera@example.com');
  await on.page.getByLabel(es.field.password, { exact: true }).fill(PASSWORD);
  await press(es.signIn.button);
}

test('the account’s language, which its owner chose, is spoken over the page’s own, which nobody chose', async () => {
  await on.open({ lang: 'es' });
  await on.heading(es.signIn.title);
  await signInSpanishPage();
  await on.heading('What you owe');
  expect(on.api.asked('account.setLanguage')).toEqual([]);
});

test('what the visitor chose on this page, in the form or by the page’s own switch, is spoken over the account’s and becomes it', async () => {
  await on.open();
  await press('Español');
  await on.heading(es.signIn.title);
  await signInSpanishPage();
  await on.heading(esPayer.owe.title);
  expect(on.api.asked('account.setLanguage')).toEqual([{ language: 'es' }]);

  await on.newPage({});
  await on.open();
  await on.heading('Sign in');
  await on.page.evaluate(() => document.querySelector('onward-pay')?.setAttribute('lang', 'es'));
  await on.heading(es.signIn.title);
  await signInSpanishPage();
  await on.heading(esPayer.owe.title);
  expect(on.api.asked('account.setLanguage')).toEqual([{ language: 'es' }, { language: 'es' }]);
});

test('a switch of the page that loads another one is a choice as well: the account follows, signed in or not; a reload is none', async () => {
  await on.open({ lang: 'en' });
  await on.heading('Sign in');
  await on.open({ lang: 'es' });
  await on.heading(es.signIn.title);
  await signInSpanishPage();
  await on.heading(esPayer.owe.title);
  expect(on.api.asked('account.setLanguage')).toEqual([{ language: 'es' }]);

  on.api.signedIn();
  await press(es.otherLanguage.name); // in the form, on a page that always opens in Spanish
  await on.heading('What you owe');
  await on.open({ lang: 'es' });
  await on.heading('What you owe');
  await on.open({ lang: 'en' });
  await on.heading('What you owe');
  await on.open({ lang: 'es' });
  await on.heading(esPayer.owe.title);
  expect(on.api.asked('account.setLanguage')).toEqual(['es', 'en', 'es'].map((language) => ({ language })));
});

test('a language that somebody chose is not the next one’s who signs in, in the same page or the same tab', async () => {
  await on.open();
  await press('Español');
  await signInSpanishPage();
  await on.heading(esPayer.owe.title);
  await signOut(es.frame.signOut);
  await signInSpanishPage(); // the account of somebody who reads English
  await on.heading('What you owe');
  expect(on.api.asked('account.setLanguage')).toHaveLength(1);

  await signOut('Sign out');
  await on.open({ lang: 'es' });
  await signInSpanishPage();
  await on.heading('What you owe');
  expect(on.api.asked('account.setLanguage')).toHaveLength(1);
});

test('where a browser keeps nothing for the page, it opens all the same', async () => {
  await on.page.addInitScript(() => {
    Object.defineProperty(window, 'sessionStorage', {
      get: () => {
        throw new DOMException('denied', 'SecurityError');
      },
    });
  });
  await on.open({ lang: 'es' });
  await on.heading(es.signIn.title);
  expect(on.api.asked('agency.view')).toHaveLength(1);
});
