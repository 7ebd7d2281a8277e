const BLOCK = 512;

/**
 * The content of one file out of a tar stream, piece by piece, without keeping the archive in memory.
 * Reads plain ustar entries, which is all the official archives hold; pax headers are stepped over.
 * @param tar the unpacked stream
 * @param name the file's path in the archive, without a leading `./`
 * @throws {Error} if the archive is cut off or has no such file
 */
export async function* untar(tar: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<Uint8Array> {
  const reader = new BlockReader(tar);
  for (;;) {
    const header = await reader.exactly(BLOCK);
    if (header.every((byte) => byte === 0)) throw new Error(`the archive holds no ${name}`);
    const size = octal(header, 124, 12);
    if (!Number.isSafeInteger(size)) throw new Error('the archive cannot be read');
    const isFile = header[156] === 0x30 || header[156] === 0;
    const wanted = isFile && text(header, 0, 100).replace(/^\.\//, '') === name;
    for (let left = size; left > 0;) {
      const piece = await reader.upTo(left);
      left -= piece.length;
      if (wanted) yield piece;
    }
    if (wanted) return reader.drain();
    await reader.exactly((BLOCK - (size % BLOCK)) % BLOCK);
  }
}

/** Hands a stream out in the lengths that are asked for. */
class BlockReader {
  readonly #source: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#source = source[Symbol.asyncIterator]();
  }

  /** At least one byte, at most `most`. */
  async upTo(most: number): Promise<Uint8Array> {
    while (this.#rest.length === 0) {
      const next = await this.#source.next();
      if (next.done === true) throw new Error('the archive is cut off');
      this.#rest = next.value;
    }
    const piece = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }

  /** Read what is left, so that whoever writes the stream can finish. */
  async drain(): Promise<void> {
    while ((await this.#source.next()).done !== true);
  }

  async exactly(length: number): Promise<Uint8Array> {
    const whole = new Uint8Array(length);
    for (let have = 0; have < length;) {
      const piece = await this.upTo(length - have);
      whole.set(piece, have);
      have += piece.length;
    }
    return whole;
  }
}

function text(block: Uint8Array, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return Buffer.from(end < 0 ? field : field.subarray(0, end)).toString('latin1');
}

function octal(block: Uint8Array, from: number, length: number): number {
  return Number.parseInt(text(block, from, length).trim(), 8);
}
