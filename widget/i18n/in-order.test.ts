import { expect, test } from 'vitest';
import { enPayer } from './en-payer.ts';
import { en } from './en.ts';
import { esPayer } from './es-payer.ts';
import { es } from './es.ts';
import { fromLines, inOrder } from './in-order.ts';
import { translated } from './language.ts';

/** A catalogue with its sentences filled in, so that two of them can be compared. */
const filled = (words: unknown): unknown =>
  typeof words === 'function'
    ? String(words('A', 'B', 'C'))
    : typeof words === 'object' && words !== null
      ? Object.fromEntries(Object.entries(words).map(([name, one]) => [name, filled(one)]))
      : words;

test('what is read from the lines is the Spanish catalogue, sentence by sentence and blank by blank', async () => {
  expect(filled(await translated('es', en, 0))).toEqual(filled(es));
  expect(filled(await translated('es', enPayer, 1))).toEqual(filled(esPayer));
});

test('questions stay in lists, and a sentence without blanks where the English has some can still be said', () => {
  const english = { why: [['Why?', (phone: string) => `Call ${phone}.`]] as const, left: (n: string) => n };
  const lines = inOrder(english, {
    why: [['¿Por qué?', () => 'No sé.']],
    left: (n: string) => `Quedan ${n}`,
  });
  expect(lines).toEqual(['¿Por qué?', 'No sé.', 'Quedan ^']);
  const { why, left } = fromLines(english, lines);
  expect([why.map(([question, answer]) => [question, answer('1')]), left('7')]).toEqual([
    [['¿Por qué?', 'No sé.']],
    'Quedan 7',
  ]);
});

test('the build ends where a sentence is missing or does not fit into a line', () => {
  const english = { a: 'One', b: { c: (n: string) => `Two ${n}` } };
  const wrong = (other: object) => () => inOrder(english, other);
  expect(wrong({ a: 'Uno' })).toThrow('b is not there');
  expect(wrong({ a: 'Uno', b: { c: 'Dos' } })).toThrow('b.c is not there');
  expect(wrong({ a: 'U\nno', b: { c: () => 'Dos' } })).toThrow('a does not fit');
  expect(wrong({ a: 'U~no', b: { c: () => 'Dos' } })).toThrow('a does not fit');
  expect(wrong({ a: 'Uno', b: { c: () => '' } })).toThrow('b.c does not fit');
});
