import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tarEnd, tarEntry } from './test-tar.ts';
import { untar } from './untar.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

async function read(pieces: Uint8Array[], name = 'temporal'): Promise<Buffer> {
  const found: Uint8Array[] = [];
  for await (const piece of untar(stream(pieces), name)) found.push(piece);
  return Buffer.concat(found);
}

async function* stream(pieces: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

test('the file comes out whole however the stream is cut', async () => {
  const anyContent = fc.uint8Array({ maxLength: 1500 });
  await fc.assert(
    fc.asyncProperty(
      anyContent,
      anyContent,
      fc.integer({ min: 1, max: 700 }),
      async (before, wanted, step) => {
        const archive = Buffer.concat([
          tarEntry('LICENSE', before),
          tarEntry('temporal', wanted),
          tarEntry('NOTES', before),
          tarEnd,
        ]);
        const pieces = Array.from({ length: Math.ceil(archive.length / step) }, (_, i) =>
          archive.subarray(i * step, (i + 1) * step),
        );
        expect(await read(pieces)).toEqual(Buffer.from(wanted));
      },
    ),
  );
});

test('a leading ./ is part of the way, not of the name', async () => {
  expect(String(await read([tarEntry('./temporal', bytes('here')), tarEnd]))).toBe('here');
});

test('an extended header or a folder of the same name is not taken for the file', async () => {
  const archive = [
    tarEntry('temporal', bytes('30 mtime=1\n'), 'x'),
    tarEntry('temporal', new Uint8Array(0), '5'),
    tarEntry('temporal', bytes('here')),
    tarEnd,
  ];
  expect(String(await read(archive))).toBe('here');
});

test('an archive without the file is refused', async () => {
  await expect(read([tarEntry('LICENSE', bytes('x')), tarEnd])).rejects.toThrow('holds no temporal');
});

test('half an archive is refused', async () => {
  const whole = tarEntry('temporal', bytes('x'.repeat(2000)));
  await expect(read([whole.subarray(0, 1000)])).rejects.toThrow('cut off');
});

test('something else than an archive is refused', async () => {
  await expect(read([Buffer.alloc(1024, 'x')])).rejects.toThrow('cannot be read');
});
