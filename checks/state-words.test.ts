import { expect, test } from 'vitest';
import { readTree } from './source.ts';

const tree = readTree(['.ts']);
const wordsIn = (path: string, line: RegExp) =>
  Object.fromEntries(
    [...(tree.get(path) ?? '').matchAll(line)].map(([, state = '', word = '']) => [state, word]),
  );

test('an export tells each state of a payment in the words of the desk', () => {
  const inFile = wordsIn('api/staff/state-words.ts', /^ {2}(\w+): '(.+)',$/gm);
  const onDesk = wordsIn('widget/desk/states.ts', /^ {2}(\w+): \{ word: '(.+?)', tone/gm);
  expect(inFile).toMatchObject({ succeeded: 'Paid' });
  expect(onDesk).toMatchObject(inFile); // the desk has words for states of a try too
});
