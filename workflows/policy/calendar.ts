/**
 * The local day of an instant.
 * @param timeZone IANA name
 * @returns YYYY-MM-DD
 * Not for workflow code: time-zone data changes with Node, which would break replay.
 */
export function localDay(instant: Date, timeZone: string): string {
  const parts = formatOf(timeZone)
    .formatToParts(instant)
    .map(({ type, value }): [string, string] => [type, value]);
  const { year, month, day } = Object.fromEntries(parts);
  return `${year}-${month}-${day}`;
}

/** Made once for a zone: making one takes a hundred times as long as using it. */
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  formats.set(timeZone, format);
  return format;
}
