import { expect, test } from 'vitest';
import { en } from '../../i18n/en.ts';
import { enPayer } from '../../i18n/en-payer.ts';
import { es } from '../../i18n/es.ts';
import { esPayer } from '../../i18n/es-payer.ts';
import type { OwnWords } from '../../../api/contract/index.ts';
import type { AllWords } from '../../i18n/payer-words.ts';
import { beyondKind, nameOf } from './name.ts';

const english = { ...en, ...enPayer };
const spanish = { ...es, ...esPayer };
const rest = (words: AllWords, label: OwnWords) => beyondKind(words, { kind: 'drug_test', label });

test('of a label is left what it tells beyond its kind, in the reader’s language or in English, one or several', () => {
  expect(rest(english, 'Drug test, laboratory')).toBe('laboratory');
  expect(rest(english, 'Drug tests, DC-2023-0004')).toBe('DC-2023-0004');
  expect(rest(english, 'Drug testing')).toBe('Drug testing');
  expect(rest(spanish, 'Prueba de drogas, DC-2023-0004')).toBe('DC-2023-0004');
  expect(rest(spanish, 'Drug test')).toBe('');
});

test('of a label in both languages the reader has theirs alone', () => {
  const label = { en: 'Drug test, laboratory screen', es: 'Prueba de drogas, análisis de laboratorio' };
  expect(rest(english, label)).toBe('laboratory screen');
  expect(rest(spanish, label)).toBe('análisis de laboratorio');
  expect(nameOf(spanish, { kind: 'drug_test', label })).toBe(label.es);
});
