import { invalidParam, invalidRequest } from './errors.ts';
import type { Rule } from './params.ts';
import { lengthOf } from './params.ts';

const KEYS_MAX = 50;
const KEY_LENGTH_MAX = 40;
const VALUE_LENGTH_MAX = 500;

/** What a request says about metadata: `null` clears it, an empty value removes its key. */
export type MetadataChange = Record<string, string> | null;

/** Limits: https://docs.stripe.com/metadata (50 keys, 40 characters a key, 500 a value; no square brackets in a key). */
export const metadata: Rule<MetadataChange> = (value, name) => {
  if (value === '') return null;
  if (typeof value === 'string') throw invalidParam('Invalid object', name);
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (typeof inner !== 'string')
        throw invalidParam('Metadata values must be strings.', `${name}[${key}]`);
      const [keyLength, valueLength] = [lengthOf(key), lengthOf(inner)];
      if (keyLength > KEY_LENGTH_MAX) {
        throw refused(
          `Metadata keys can have up to ${KEY_LENGTH_MAX} characters, but you passed in a key that is ${keyLength} characters. Invalid key: ${key}`,
        );
      }
      if (valueLength > VALUE_LENGTH_MAX) {
        throw refused(
          `Metadata values can have up to ${VALUE_LENGTH_MAX} characters, but you passed in a value that is ${valueLength} characters. Invalid value: ${inner}`,
        );
      }
      return [key, inner];
    }),
  );
};

/** As recorded: without a `param`. */
function refused(message: string) {
  return invalidRequest(message, {}, { remembered: false });
}

/** Merge a change into what is stored: keys that are not named stay. */
export function mergeMetadata(stored: Record<string, string>, change: MetadataChange | undefined) {
  if (change === undefined) return stored;
  if (change === null) return {};
  const merged = { ...stored, ...change };
  const kept = Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== ''));
  if (Object.keys(kept).length > KEYS_MAX) {
    throw invalidParam(`You can have up to ${KEYS_MAX} metadata keys.`, 'metadata');
  }
  return kept;
}
