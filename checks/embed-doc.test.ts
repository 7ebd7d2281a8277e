import { expect, test } from 'vitest';
import { surfaceInCode, surfaceInPage } from './embed-doc.ts';
import { readTree } from './source.ts';

const tree = readTree(['.ts', '.md']);
const page = tree.get('docs/embed.md') ?? '';
const inCode = surfaceInCode(tree);
const inPage = surfaceInPage(page);

test('docs/embed.md lists every attribute of the element, and no other', () => {
  expect(inCode.attributes).toContain('agency');
  expect(inPage.attributes).toEqual(inCode.attributes);
});

test('docs/embed.md lists every event with what its detail holds, and no other', () => {
  expect(inCode.events.get('onward-payment')).toBe('id, status');
  expect(inPage.events).toEqual(inCode.events);
});

test('docs/embed.md tells each code of onward-error, and whether the form goes on', () => {
  expect(inCode.errorCodes.get('no_agency')).toBe(false);
  expect(inCode.errorCodes.get('server')).toBe(true);
  expect(inPage.errorCodes).toEqual(inCode.errorCodes);
});

test('docs/embed.md explains each line that the element writes to the console, as it is written', () => {
  expect(inCode.console).toContain('Onward: no agency has the key ….');
  expect(inPage.console).toEqual(inCode.console);
});

test('what docs/embed.md says that a page shows is a sentence of the element', () => {
  const quoted = [...page.matchAll(/“([^”]+)”/g)].map(([, sentence = '']) => sentence);
  expect(quoted.length).toBeGreaterThan(2);
  const catalogue = `${tree.get('widget/i18n/en.ts')} ${tree.get('widget/i18n/en-payer.ts')}`;
  expect(quoted.filter((sentence) => !catalogue.includes(`'${sentence}'`))).toEqual([]);
});

test('docs/embed.md names the Trusted Types policies and Stripe’s script as the code has them', () => {
  expect(inPage.trustedTypes).toEqual(inCode.trustedTypes);
  expect(inPage.stripeScript).toBe(inCode.stripeScript);
});
