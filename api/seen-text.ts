/** Whatever turns the direction of the text around it, or that nobody sees; joiners and variants are looked at apart. */
const UNSEEN = /(?![\u200c\u200d\p{Variation_Selector}])[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Which form of a sign a family writes is said after the sign; after any other, nobody sees it. */
const LOOSE_VARIANTS = /(?<![\p{Ideographic}\p{Script=Mongolian}])\p{Variation_Selector}/gu;
/** Joiners stand between two letters of a word (Persian, Sinhala); anywhere else nobody sees them. */
const LOOSE_JOINERS = /(?<![\p{L}\p{M}])[\u200c\u200d]+|[\u200c\u200d]+(?![\p{L}\p{M}])/gu;
/** Letters of these scripts look the same with one or without. */
const UNJOINED =
  '[\\p{sc=Latn}\\p{sc=Grek}\\p{sc=Cyrl}\\p{sc=Armn}\\p{sc=Geor}\\p{sc=Hebr}\\p{sc=Hani}\\p{sc=Hira}\\p{sc=Kana}\\p{sc=Hang}]';
const IDLE_JOINERS = new RegExp(
  `(?<=${UNJOINED}\\p{M}*)[\u200c\u200d]+|[\u200c\u200d]+(?=${UNJOINED})`,
  'gu',
);
/** And the one sign that is blank, though it counts as a picture: braille without a dot. */
const CONTROLS = /[\p{Cc}\u2800]/gu;
const SEEN = /[\p{L}\p{N}\p{P}\p{S}\p{Co}\p{Cn}]/u;

/**
 * A person's name or a debt's as it is kept, in any script: what is no letter and nobody sees is not in it, so that two
 * that look the same are the same, and none turns the words that stand beside it on a screen, a receipt or in a mail.
 * @returns NFC, with single spaces; empty where there is nothing to see
 */
export function seenText(text: string): string {
  const seen = text.normalize('NFC').replaceAll(CONTROLS, ' ').replaceAll(UNSEEN, '');
  const kept = seen
    .replaceAll(LOOSE_VARIANTS, '')
    .replaceAll(LOOSE_JOINERS, '')
    .replaceAll(IDLE_JOINERS, '')
    .trim()
    .replaceAll(/\s+/g, ' ')
    .normalize('NFC');
  return SEEN.test(kept) ? kept : '';
}
