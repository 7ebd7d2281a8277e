import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { wronglyDoubled } from './own-copies-plugin.config.ts';

const chunk = (paths: string[], mark = '') => ({
  moduleIds: paths.map((path) => fileURLToPath(new URL(path, import.meta.url)) + mark),
});

test('what keeps state is never there twice: the build says so', () => {
  const first = chunk(['ui/button.ts', 'pay/api-error.ts', 'pay/steps/form.ts']);
  const part = (...paths: string[]) => chunk(paths, '?own=payer');
  expect(wronglyDoubled([first, part('ui/button.ts', 'pay/steps/form.ts', 'pay/paying.ts')])).toEqual([]);
  expect(wronglyDoubled([first, part('ui/button.ts', 'pay/api-error.ts')])).toEqual(['pay/api-error.ts']);
  expect(wronglyDoubled([first, part('pay/paying.ts'), chunk(['pay/paying.ts'], '?own=help')])).toEqual([
    'pay/paying.ts',
  ]);
});
