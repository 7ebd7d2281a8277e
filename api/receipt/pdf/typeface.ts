import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unpackWoff } from './unpack-woff.ts';

export type Weight = 400 | 600;

/** A piece of a line that one file of the typeface has all the letters of. */
export interface Run {
  /** Its name in `fontFile`. */
  font: string;
  text: string;
}

/** Which letters are in which file of Source Sans 3, as its own style sheet says; the first that has a letter is taken. */
const subsets: readonly { name: string; has: RegExp }[] = [
  {
    name: 'latin',
    has: /[\u0020-\u007e\u00a0-\u00ff\u0131\u0152\u0153\u2013\u2014\u2018-\u201e\u2022\u2026\u20ac\u2122\u2212]/u,
  },
  { name: 'latin-ext', has: /[\u0100-\u02ba\u1e00-\u1e9f\u1ef2-\u1eff\u20a0-\u20ab]/u },
  { name: 'vietnamese', has: /[\u1ea0-\u1ef9]/u },
  { name: 'cyrillic', has: /[\u0400-\u045f\u0490\u0491\u04b0\u04b1\u2116]/u },
  { name: 'greek', has: /[\u0386-\u038a\u038c\u038e-\u03a1\u03a3-\u03ce]/u },
];

/** Spaces of other widths that Intl writes; all are drawn as one space. */
const SPACES = /[\u00a0\u2009\u202f\s]+/gu;

/**
 * A text as the typeface can draw it: composed letters, plain spaces, and a question mark for what it has no letter
 * for (a name in another script; the structure tree says it in full).
 * @returns in order; joined, they are the text drawn
 */
export function runsOf(text: string, weight: Weight): Run[] {
  const runs: Run[] = [];
  for (const letter of text.normalize('NFC').replaceAll(SPACES, ' ')) {
    const name = subsets.find(({ has }) => has.test(letter))?.name;
    const font = `${name ?? 'latin'}-${weight}`;
    const drawn = name === undefined ? '?' : letter;
    const last = runs.at(-1);
    if (last?.font === font) last.text += drawn;
    else runs.push({ font, text: drawn });
  }
  return runs;
}

/** Can the typeface draw all of it? */
export const canDraw = (text: string): boolean =>
  [...text.normalize('NFC').replaceAll(SPACES, ' ')].every((letter) =>
    subsets.some(({ has }) => has.test(letter)),
  );

const unpacked = new Map<string, Buffer>();

/** The file of a run's font, ready for the PDF; read and unpacked once, when it is first needed. */
export function fontFile(font: string): Buffer {
  const known = unpacked.get(font);
  if (known !== undefined) return known;
  const path = `@fontsource/source-sans-3/files/source-sans-3-${font}-normal.woff`;
  const file = unpackWoff(readFileSync(fileURLToPath(import.meta.resolve(path))));
  unpacked.set(font, file);
  return file;
}
