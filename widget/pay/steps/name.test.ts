import { expect, test } from 'vitest';
import { enPayer } from '../../i18n/en-payer.ts';
import { esPayer } from '../../i18n/es-payer.ts';
import { beyondKind } from './name.ts';

test('of a label is left what it tells beyond its kind, in the reader’s language or in English, one or several', () => {
  const rest = (words: typeof enPayer, label: string) => beyondKind(words, { kind: 'drug_test', label });
  expect(rest(enPayer, 'Drug test, laboratory')).toBe('laboratory');
  expect(rest(enPayer, 'Drug tests, DC-2023-0004')).toBe('DC-2023-0004');
  expect(rest(enPayer, 'Drug testing')).toBe('Drug testing');
  expect(rest(esPayer, 'Prueba de drogas, DC-2023-0004')).toBe('DC-2023-0004');
  expect(rest(esPayer, 'Drug test')).toBe('');
});
