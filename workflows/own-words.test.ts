import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eachOf, readWords, storedWords, wordsIn } from './own-words.ts';

test('words come back from a column of text as they were, in one language or in both', () => {
  const both = fc.record({ en: fc.string(), es: fc.string() });
  fc.assert(
    fc.property(fc.oneof(both, fc.string()), (words) => {
      expect(readWords(storedWords(words))).toEqual(words);
    }),
  );
});

test.each([
  'Restitution, Monthly',
  '',
  '{"en":',
  '{"en":"a"}',
  '{"en":"a","es":1}',
  '{"en":"a","es":"b","fr":"c"}',
])('what a row held before there were two languages stays what it says: %s', (stored) =>
  expect(readWords(stored)).toBe(stored),
);

test('a reader has their language where it was given, else what was given', () => {
  expect(wordsIn({ en: 'Fine', es: 'Multa' }, 'es')).toBe('Multa');
  expect(wordsIn('Multa', 'en')).toBe('Multa');
});

test('what is done to words is done in each language by itself', () => {
  const change = (text: string, language: string) => `${text} ${language}`;
  expect(eachOf({ en: 'Fine', es: 'Multa' }, change, 'en')).toEqual({ en: 'Fine en', es: 'Multa es' });
  expect(eachOf('Multa', change, 'es')).toBe('Multa es');
});
