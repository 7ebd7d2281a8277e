import { inflateSync } from 'node:zlib';

const WOFF = 0x774f4646;
const WOFF_HEADER = 44;
const WOFF_ENTRY = 20;
const SFNT_HEADER = 12;
const SFNT_ENTRY = 16;

/**
 * An OpenType font out of its WOFF 1.0 packing: the same tables, inflated, in their order. The PDF library unpacks
 * WOFF by itself, but in JavaScript and anew for each document, which takes most of the time of making one.
 * @throws {RangeError} not WOFF 1.0, or cut short
 * Rule: https://www.w3.org/TR/WOFF/
 */
export function unpackWoff(woff: Buffer): Buffer {
  if (woff.length < WOFF_HEADER || woff.readUInt32BE(0) !== WOFF) throw new RangeError('Not a WOFF 1.0 font');
  const count = woff.readUInt16BE(12);
  const directory = Buffer.alloc(SFNT_HEADER + count * SFNT_ENTRY);
  woff.copy(directory, 0, 4, 8); // the flavour
  directory.writeUInt16BE(count, 4);
  const power = 2 ** Math.floor(Math.log2(count));
  directory.writeUInt16BE(power * SFNT_ENTRY, 6);
  directory.writeUInt16BE(Math.log2(power), 8);
  directory.writeUInt16BE((count - power) * SFNT_ENTRY, 10);
  const parts = [directory];
  let offset = directory.length;
  for (let n = 0; n < count; n++) {
    const entry = WOFF_HEADER + n * WOFF_ENTRY;
    const table = tableAt(woff, entry);
    const to = SFNT_HEADER + n * SFNT_ENTRY;
    woff.copy(directory, to, entry, entry + 4); // tag
    woff.copy(directory, to + 4, entry + 16, entry + 20); // checksum
    directory.writeUInt32BE(offset, to + 8);
    directory.writeUInt32BE(table.length, to + 12);
    const padded = Buffer.concat([table, Buffer.alloc(-table.length & 3)]);
    parts.push(padded);
    offset += padded.length;
  }
  return Buffer.concat(parts);
}

function tableAt(woff: Buffer, entry: number): Buffer {
  const from = woff.readUInt32BE(entry + 4);
  const packed = woff.readUInt32BE(entry + 8);
  const length = woff.readUInt32BE(entry + 12);
  const bytes = woff.subarray(from, from + packed);
  const table = packed < length ? inflateSync(bytes) : bytes;
  if (table.length !== length) throw new RangeError('A table of the font is cut short');
  return table;
}
