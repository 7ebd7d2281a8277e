/**
 * One spelling of an agency's number for a person, as stored: upper case, no separators, no leading zeros.
 * e.g. ` 00-48 213a ` → `48213A`
 */
export function normaliseAgencyPersonId(typed: string): string {
  return typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replace(/^0+(?=.)/, '');
}
