/**
 * An agency's own words for what a payer reads, such as the name of a debt: in one language, whichever it is, or in
 * both, for the reader to have theirs (docs/decisions/0031-an-agencys-own-words.md).
 */
export type OwnWords = string | InBoth;

/** A plain shape: rows of JSON hold it. */
export type InBoth = { en: string; es: string };

/** In the reader's language where they were given in it, else as they were given. */
export const wordsIn = (words: OwnWords, language: keyof InBoth): string =>
  typeof words === 'string' ? words : words[language];

/** The same words with something done to those of each language; of words in one, `language` says which it is. */
export const eachOf = (
  words: OwnWords,
  change: (text: string, language: string) => string,
  language: string,
): OwnWords =>
  typeof words === 'string'
    ? change(words, language)
    : { en: change(words.en, 'en'), es: change(words.es, 'es') };

/** As a column of text keeps them: words in one language as they are, in both as JSON. The same words give the same text. */
export const storedWords = (words: OwnWords): string =>
  typeof words === 'string' ? words : JSON.stringify({ en: words.en, es: words.es });

/** Of a column of text. What is not exactly words in both languages are words in one, whatever they look like. */
export function readWords(stored: string): OwnWords {
  if (!stored.startsWith('{"en":')) return stored;
  try {
    const both: unknown = JSON.parse(stored);
    return isBoth(both) && storedWords(both) === stored ? both : stored;
  } catch {
    return stored;
  }
}

const isBoth = (value: unknown): value is InBoth =>
  typeof value === 'object' &&
  value !== null &&
  'en' in value &&
  'es' in value &&
  typeof value.en === 'string' &&
  typeof value.es === 'string';
