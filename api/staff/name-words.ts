/** Letters whose plain letter Unicode does not tell. */
const SPECIAL: Readonly<Record<string, string>> = {
  ß: 's',
  Æ: 'a',
  æ: 'a',
  Œ: 'o',
  œ: 'o',
  Ø: 'o',
  ø: 'o',
  Ł: 'l',
  ł: 'l',
  Đ: 'd',
  đ: 'd',
  ı: 'i',
  Þ: 't',
  þ: 't',
  Ð: 'd',
  ð: 'd',
  Ħ: 'h',
  ħ: 'h',
  Ŋ: 'n',
  ŋ: 'n',
};

/** First and last of the blocks whose letters are folded: capitals to small ones, Latin ones also to plain ones. */
const LATIN = ['AZ', 'Àſ', 'Ǎǜ', 'Ơư', 'Ḁỿ', 'Șț'] as const;
const CAPITALS = ['ΑΩ', 'АЯ', 'ЀЏ'] as const;
/** They end a word. */
const BETWEEN = '-.,/()"_+&\t\u00a0\u2010\u2011\u2013@';
/** They are left out of a word: apostrophes, and accents that stand by themselves. */
const LEFT_OUT = `'’‘\`´ʼ${blockOf('\u0300\u0345').join('')}`;

const folds: ReadonlyMap<string, string> = new Map([
  ...LATIN.flatMap(blockOf).flatMap((letter) => plain(letter)),
  ...CAPITALS.flatMap(blockOf)
    .filter((letter) => /\p{Lu}/u.test(letter))
    .map((letter) => [letter, letter.toLowerCase()] as const),
  ...Array.from(BETWEEN, (sign) => [sign, ' '] as const),
  ...Array.from(LEFT_OUT, (sign) => [sign, ''] as const),
]);

const WORD_MOST = 40;

/**
 * The words of a name as the database's triggers keep them in PersonWord and PayerWord (the migration
 * 20261126001500_desk_search folds by the same letters): small, without accents, each once.
 */
export function wordsOf(name: string): string[] {
  const folded = [...name].map((sign) => folds.get(sign) ?? sign).join('');
  const words = folded.split(' ').filter((word) => word !== '');
  return [...new Set(words.map((word) => [...word].slice(0, WORD_MOST).join('')))];
}

function blockOf(ends: string): string[] {
  const [first = 0, last = -1] = [...ends].map((letter) => letter.charCodeAt(0));
  return Array.from({ length: last - first + 1 }, (_, n) => String.fromCharCode(first + n));
}

function plain(letter: string): (readonly [string, string])[] {
  const base = SPECIAL[letter] ?? letter.normalize('NFD').charAt(0).toLowerCase();
  return /^[a-z]$/.test(base) && base !== letter ? [[letter, base]] : [];
}
