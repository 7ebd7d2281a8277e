/** What a spreadsheet takes for a formula, also behind blanks, and in the wide forms of these signs. */
const FORMULA = /^[\s\u00a0]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/**
 * A line of a CSV file (RFC 4180). Text that a spreadsheet would run as a formula is kept as text by an apostrophe
 * before it (OWASP, CSV injection); numbers that we made are left alone.
 */
export const csvLine = (cells: readonly (string | number | undefined)[]): string =>
  `${cells.map((cell) => (typeof cell === 'string' ? quoted(cell) : (cell ?? ''))).join(',')}\r\n`;

/** Spreadsheets take a file for UTF-8 by this. */
export const BYTE_ORDER_MARK = '\ufeff';

function quoted(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n']/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}
