/** What a payer may type: `25`, `25.5`, `25.00`, `$1,240.00`, `50,25`. Two decimals at most, commas between thousands. */
const SHAPE = /^\$?\s*(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d{1,2}))?$/;
/** The only comma, with no dot, before the last two digits: the point of who writes `50,25`. */
const DECIMAL_COMMA = /^([^.,]*),(?=\d\d$)/;

/**
 * Read an amount that was typed, digit by digit: no amount passes through a fraction.
 * @returns integer cents ≥ 0, or null for anything that is not plainly an amount
 */
export function centsFromText(text: string): number | null {
  const match = SHAPE.exec(text.trim().replace(DECIMAL_COMMA, '$1.'));
  if (!match) return null;
  const whole = (match[1] ?? '').replaceAll(',', '');
  const cents = Number(whole + (match[2] ?? '').padEnd(2, '0'));
  return Number.isSafeInteger(cents) ? cents : null;
}
