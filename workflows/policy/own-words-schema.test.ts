import { expect, test } from 'vitest';
import { z } from 'zod';
import { ownWords } from './own-words-schema.ts';

const schema = z.object({
  name: ownWords(z.string().min(1, 'must not be empty').max(5, 'must be at most 5 characters')),
});
const wrong = (name: unknown) =>
  schema.safeParse({ name }).error?.issues.map(({ path, message }) => `${path.join('.')} ${message}`);

test('words are taken in one language, or in both', () => {
  expect(schema.parse({ name: 'Multa' })).toEqual({ name: 'Multa' });
  expect(schema.parse({ name: { es: ' Multa', en: 'Fine' } })).toEqual({ name: { en: 'Fine', es: 'Multa' } });
});

test.each([
  ['', ['name must not be empty']],
  ['too long', ['name must be at most 5 characters']],
  [{ en: 'Fine', es: ' ' }, ['name.es must not be empty']],
  [{ en: 'too long', es: 'Multa' }, ['name.en must be at most 5 characters']],
  [{ en: 'Fine' }, ['name.es must be given too: in one language, or in both']],
  [{ en: 'Fine', es: 3 }, ['name.es must be a text']],
  [
    { en: 'Fine', es: 'Multa', fr: 'Amende' },
    ['name.fr is no language that payers read here: there are en and es'],
  ],
  [['Fine'], ['name must be a text, or {"en": "…", "es": "…"}']],
  [undefined, ['name must be a text, or {"en": "…", "es": "…"}']],
])('%j is refused, and what is said names the field and the language', (name, lines) => {
  expect(wrong(name)).toEqual(lines);
});
