import { createHash } from 'node:crypto';

/**
 * Digest of what a try asks for: the same attempt key with another digest is another wish under a used key.
 * @returns SHA-256, hex
 */
export function requestDigest(parts: Readonly<Record<string, unknown>>): string {
  const sorted = Object.entries(parts).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex');
}
