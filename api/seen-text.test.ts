import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seenText } from './seen-text.ts';

const DIRECTIONS = [...'\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069'];
const INVISIBLE = [
  ...'\u00ad\u034f\u115f\u180e\u200b\u2060\u2064\u3164\ufeff\uffa0\ufff9\ufe0f\u{e0041}\u{e0fff}\u{e007f}',
];

test.each([...DIRECTIONS, ...INVISIBLE])('a name keeps no sign that nobody sees: %j', (sign) => {
  expect(seenText(`${sign}An${sign}a${sign} ${sign}`)).toBe('Ana');
  expect(seenText(`${sign} ${sign}`)).toBe('');
});

test.each([
  ['Ana\u2800María', 'Ana María'],
  ['\u2800', ''],
  ['An\u200da', 'Ana'],
  ['Иван\u200cов', 'Иванов'],
  ['김\u200d민', '김민'],
  ['x\u0302\u200da', 'x\u0302a'],
])('what looks the same is the same: %j', (text, name) => {
  expect(seenText(text)).toBe(name.normalize('NFC'));
});

test('a control is a space, as a new line is', () => {
  expect(seenText('\u0007Ana\u001b[2J\r\nMaría\u0085Luz\u2028 ')).toBe('Ana [2J María Luz');
});

test.each([
  'José Núñez-O’Brien',
  'Nguyễn Thị',
  'می\u200cخواهم', // a joiner within a word is spelling
  'ශ්\u200dරී',
  '葛\u{e0100}城', // which form of the sign the family writes
  '홍길동',
  'יוֹסֵף',
  'Æ A-12',
])('a name in any script stays as it is written: %s', (name) => {
  expect(seenText(name)).toBe(name.normalize('NFC'));
});

test.each(['\u200c', 'Ana\u200d', '\u200dAna', 'Ana \u200cLuz', 'Ana\u200d-Luz'])(
  'a joiner is not kept where it joins no letters: %j',
  (text) => expect(seenText(text)).not.toMatch(/[\u200c\u200d]/),
);

test('kept once more, a name is the same', () => {
  const sign = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 4 }),
    fc.constantFrom(...DIRECTIONS, ...INVISIBLE, '\u200d', ' '),
  );
  fc.assert(
    fc.property(fc.array(sign), (signs) => {
      const name = seenText(signs.join(''));
      expect(seenText(name)).toBe(name);
    }),
  );
});
