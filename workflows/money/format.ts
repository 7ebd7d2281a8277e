/**
 * Dollars and cents for people, exact for any amount.
 * @param cents minor units of USD
 * @param language BCP 47 tag, e.g. `en` or `es-US`
 */
export function formatUsd(cents: bigint, language: string): string {
  const size = cents < 0n ? -cents : cents;
  const fraction = (size % 100n).toString().padStart(2, '0');
  // Intl reads a decimal string digit by digit; a number would round beyond 2^53.
  const dollars = `${cents < 0n ? '-' : ''}${size / 100n}.${fraction}` as `${number}`;
  return formatFor(language).format(dollars);
}

const formats = new Map<string, Intl.NumberFormat>();
const FORMATS_MOST = 16;

/** Making one costs a hundred times what using it does. */
function formatFor(language: string): Intl.NumberFormat {
  const known = formats.get(language);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(language, { style: 'currency', currency: 'USD' });
  if (formats.size < FORMATS_MOST) formats.set(language, made);
  return made;
}
