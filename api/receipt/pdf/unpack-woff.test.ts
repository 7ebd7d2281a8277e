import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { unpackWoff } from './unpack-woff.ts';

const file = '@fontsource/source-sans-3/files/source-sans-3-latin-400-normal.woff';
const woff = readFileSync(fileURLToPath(import.meta.resolve(file)));

/** Of a table of a font that is not packed: the sum that its directory keeps (the head's own is of another kind). */
function sumsOf(font: Buffer): { tag: string; kept: number; summed: number }[] {
  return Array.from({ length: font.readUInt16BE(4) }, (_, n) => {
    const entry = 12 + n * 16;
    const [at, length] = [font.readUInt32BE(entry + 8), font.readUInt32BE(entry + 12)];
    let summed = 0;
    for (let i = at; i < at + length; i += 4) summed = (summed + font.readUInt32BE(i)) >>> 0;
    return { tag: font.toString('latin1', entry, entry + 4), kept: font.readUInt32BE(entry + 4), summed };
  });
}

test('each table comes out whole, by the sum that the font itself keeps of it', () => {
  const font = unpackWoff(woff);
  expect(font.length).toBe(woff.readUInt32BE(16)); // what the packed file says it will be
  const sums = sumsOf(font).filter(({ tag }) => tag !== 'head');
  expect(sums.map(({ tag }) => tag)).toContain('glyf');
  for (const { tag, kept, summed } of sums) expect([tag, summed]).toEqual([tag, kept]);
});

test('what is no WOFF, or is cut short, is refused', () => {
  expect(() => unpackWoff(Buffer.from('OTTO'.padEnd(100)))).toThrow(RangeError);
  expect(() => unpackWoff(woff.subarray(0, 20))).toThrow(RangeError);
  expect(() => unpackWoff(woff.subarray(0, woff.length - 2000))).toThrow(/unexpected end|cut short/);
});
