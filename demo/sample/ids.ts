import { createHash } from 'node:crypto';

/**
 * The id of a thing of the sample world, the same on every start: a UUID made from its name.
 * The name itself is not in it: ids go where personal data may not.
 */
export function sampleId(name: string): string {
  const bytes = createHash('sha256').update(`onward sample: ${name}`).digest('hex');
  return [
    bytes.slice(0, 8),
    bytes.slice(8, 12),
    `8${bytes.slice(13, 16)}`, // version 8: "custom"
    `a${bytes.slice(17, 20)}`,
    bytes.slice(20, 32),
  ].join('-');
}
