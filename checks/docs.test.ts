import { expect, test } from 'vitest';
import { usedTypes } from '../api/webhook/explained.ts';
import { deadLinks, settingsInCode, settingsInPage } from './docs.ts';
import { readTree, said } from './source.ts';
import { policyPage, storedPolicyPage } from './policy-doc.ts';
import { paymentStatesPage, storedStatesPage } from './states-doc.ts';

/** Written so that this file does not find itself. */
const inDocs = (name: string) => ['docs', name].join('/');

const tree = readTree(['.ts', '.md']);

test('docs/policy.md is what `npm run docs:policy` writes', async () => {
  expect(storedPolicyPage()).toBe(await policyPage());
});

test('docs/payment-states.md is what `node checks/states-doc.ts` writes', () => {
  expect(storedStatesPage()).toBe(paymentStatesPage());
  expect(paymentStatesPage()).toContain('unknown --> needs_repair: giveUp');
});

test('docs/operate.md lists every variable that config.ts reads, with its default, and no other', () => {
  const inCode = settingsInCode(tree.get('config.ts') ?? '');
  expect(inCode.get('ONWARD_PORT')).toBe('4000');
  expect(inCode.get('ONWARD_ENV')).toBe('development');
  expect(inCode.get('SMTP_URL')).toBe('');
  expect(settingsInPage(tree.get('docs/operate.md') ?? '')).toEqual(inCode);
});

test('docs/operate.md names the events that Stripe is to send, all that are used and no other', () => {
  const named = tree.get('docs/operate.md')?.match(/`(?:payment_intent|charge)\.\w+`/g);
  expect(named).toEqual(usedTypes.map((type) => `\`${type}\``));
});

test('docs/embed.md lists every custom property of the widget, and no other', () => {
  const named = (path: string, names: RegExp) => new Set(tree.get(path)?.match(names));
  const properties = named('widget/ui/tokens.ts', /--onward-[\w-]+/g);
  expect(properties).toContain('--onward-color-primary');
  expect(named('docs/embed.md', /--onward-[\w-]+/g)).toEqual(properties);
});

test('no link of a page leads nowhere, and no code names a page that is not there', () => {
  expect(deadLinks(tree).map(said)).toEqual([]);
  const planted = new Map([
    [
      inDocs('planted.md'),
      'see [this](nowhere.md), [that](https://example.org) and [these](decisions/0003-split.md#rule)',
    ],
    ['api/a.ts', `// ${inDocs('nowhere.md')}`],
  ]);
  expect(deadLinks(planted)).toHaveLength(2);
});
