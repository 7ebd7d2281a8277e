import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { lentBy } from './lent-plugin.config.ts';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

test('a later part is lent what both use, by name, and neither what it alone has nor types', () => {
  const lent = lentBy(here('pay/define.ts'));
  expect(lent.get('lit')).toEqual(new Set(['html', 'svg', 'nothing']));
  expect(lent.get(here('ui/button.ts'))).toEqual(new Set(['button']));
  expect(lent.get(here('i18n/language.ts'))).toEqual(new Set(['translated']));
  expect([...lent.keys()].filter((file) => /in-order|payer|words\.ts|flow\.ts|state\.ts/.test(file))).toEqual(
    [],
  );
});
