import { expect, test } from 'vitest';
import { en } from './en.ts';
import { enPayer } from './en-payer.ts';
import { es } from './es.ts';
import { esPayer } from './es-payer.ts';
import { formatsFor } from './format.ts';
import type { PayerWords } from './payer-words.ts';
import type { Words } from './words.ts';

/** Every sentence of a catalogue by its path; a blank is filled with its own name. */
function sentences(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(words) as [string, unknown][]) {
    const here = `${path}${name}`;
    if (typeof value === 'string') found.set(here, value);
    else if (typeof value === 'function') found.set(here, String(value('{1}', '{2}', '{3}')));
    else if (typeof value === 'object' && value !== null)
      for (const [key, text] of sentences(value, `${here}.`)) found.set(key, text);
  }
  return found;
}

const english = sentences({ ...en, ...enPayer });
const spanish = sentences({ ...es, ...esPayer });
const blanks = (text: string | undefined) => (text?.match(/\{\w+\}|\[object Object\]/g) ?? []).toSorted();

test('no sentence is empty, and both catalogues have the same ones', () => {
  expect([...spanish.keys()]).toEqual([...english.keys()]);
  expect([...english, ...spanish].filter(([, text]) => text.trim() === '')).toEqual([]);
});

test('a catalogue that lacks a sentence, or has one that nobody says, does not compile', () => {
  const { title, ...lacking } = es.problem;
  // @ts-expect-error the title is missing
  const one: Words = { ...es, problem: lacking };
  // @ts-expect-error nobody says it
  const other: PayerWords['kinds'] = { ...esPayer.kinds, parking: 'Estacionamiento' };
  expect([one.problem.title, other.restitution, title]).toEqual([undefined, 'Restitución', es.problem.title]);
});

test('a sentence has the same blanks in both languages', () => {
  for (const [path, text] of english) expect(blanks(spanish.get(path)), path).toEqual(blanks(text));
});

test('Spanish is Spanish: only words that are the same in both are left as they are', () => {
  const same = [...english].filter(([path, text]) => spanish.get(path) === text).map(([path]) => path);
  expect(same.toSorted()).toEqual(['check.total', 'owe.total', 'problem.error']);
});

test('no sentence about a failed try promises anything about a charge: only the status can', () => {
  const failures = [...english, ...spanish].filter(([path]) => path.startsWith('failures.'));
  expect(failures.filter(([, text]) => /charge|cobr/i.test(text))).toEqual([]);
});

test('what the gate denies as another quote may be another fee: it is not said to be the balance', () => {
  const path = 'failures.quote_changed.what';
  expect([english.get(path), spanish.get(path)]).toEqual([
    'What you owe or the fee changed',
    'Cambió lo que debe o el cargo',
  ]);
});

test.each([
  [
    'en',
    '$1,240.05',
    'Tuesday, December 1',
    '2.5%',
    'Sunday, November 22 at 7:41 PM EST',
    '4 minutes',
    '1 minute',
  ],
  [
    'es',
    '$1,240.05',
    'martes, 1 de diciembre',
    '2.5%',
    'domingo, 22 de noviembre, 7:41 p.m. EST',
    '4 minutos',
    '1 minuto',
  ],
] as const)(
  'money, days and times are written for the reader, in the agency’s zone: %s',
  (language, ...expected) => {
    const formats = formatsFor(language, 'America/New_York');
    const written = [
      formats.money(124_005),
      formats.day('2026-12-01'),
      formats.percent(250),
      formats.instant('2026-11-23T00:41:00.000Z'),
      formats.minutes(4),
      formats.minutes(1),
    ];
    expect(written.map((text) => text.replaceAll(/\s/gu, ' '))).toEqual(expected);
  },
);

test('a day of another year than the one it is told in has its year', () => {
  const { day, shortDay } = formatsFor('en', 'UTC');
  const asOf = '2026-11-26T12:00:00.000Z';
  expect([day('2026-12-01', asOf), shortDay('2026-12-01', asOf)]).toEqual(['Tuesday, December 1', 'Dec 1']);
  expect([day('2027-09-05', asOf), shortDay('2027-09-05', asOf)]).toEqual([
    'Sunday, September 5, 2027',
    'Sep 5, 2027',
  ]);
});

test('an amount is exact where a fraction would not be', () => {
  const { money } = formatsFor('en', 'UTC');
  expect(money(Number.MAX_SAFE_INTEGER)).toBe('$90,071,992,547,409.91');
  expect(money(-5)).toBe('-$0.05');
  expect(() => money(0.5)).toThrow(RangeError);
});

test('a wait of a day is told in hours, not in minutes', () => {
  const told = (['en', 'es'] as const).map((language) => {
    const { minutes } = formatsFor(language, 'UTC');
    return [90, 119, 121, 1440].map(minutes);
  });
  expect(told).toEqual([
    ['90 minutes', '119 minutes', '3 hours', '24 hours'],
    ['90 minutos', '119 minutos', '3 horas', '24 horas'],
  ]);
});
