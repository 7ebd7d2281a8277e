import fc from 'fast-check';
import { expect, test } from 'vitest';
import { breakLines } from './break-lines.ts';

const text = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'ñ'), minLength: 1, maxLength: 30 }), {
  minLength: 1,
  maxLength: 30,
});

test('no letter is lost, no line is wider than it may be, and only a word that fits on no line is cut', () => {
  fc.assert(
    fc.property(text, fc.integer({ min: 1, max: 40 }), (words, width) => {
      const lines = breakLines(words.join(' '), (line) => line.length <= width);
      expect(lines.every((line) => line.length <= width)).toBe(true);
      expect(lines.join('').replaceAll(' ', '')).toBe(words.join(''));
      const whole = words.filter((word) => word.length <= width);
      const shown = lines.flatMap((line) => line.split(' '));
      for (const word of whole) expect(shown).toContain(word);
    }),
  );
});

test('spaces and line ends are one space, and nothing is one empty line', () => {
  expect(breakLines('a  b\nc', () => true)).toEqual(['a b c']);
  expect(breakLines('', () => true)).toEqual(['']);
});
