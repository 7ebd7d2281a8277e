import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { hashFile } from './hash-file.ts';
import type { PlatformSums, Release } from './release.ts';
import { untar } from './untar.ts';

/** What is to be fetched, and where it goes. */
export interface Order {
  release: Release;
  /** Node's `platform-arch`. */
  machine: string;
  sums: PlatformSums;
  /** Where the executable is to lie. */
  path: string;
  report: (line: string) => void;
}

interface DownloadLimits {
  firstByteMs: number;
  wholeMs: number;
}

const usualLimits: DownloadLimits = { firstByteMs: 5_000, wholeMs: 120_000 };

/**
 * Fetch the release from Temporal's own download address, check it, and put it in its place.
 *
 * The archive is a tar.gz on every platform we have sums for, so Node's zlib and thirty lines read it; `tar` is
 * missing from slim images. The sum is taken of the executable, so the archive itself needs none.
 * @throws {Error} a short reason: unreachable, too slow, or not the file that was checked
 */
export async function fetchOfficial(
  order: Order & { origin?: string | undefined; limits?: DownloadLimits },
): Promise<void> {
  const { release, machine, path, report, limits = usualLimits } = order;
  const url = `${order.origin ?? 'https://temporal.download'}/cli/archive/v${release.cli}?${queryFor(machine)}`;
  const draft = `${path}.${process.pid}.part`;
  const whole = AbortSignal.timeout(limits.wholeMs);
  report(`Fetching Temporal ${release.cli} from ${new URL(url).origin}`);
  try {
    await mkdir(dirname(path), { recursive: true });
    const body = await firstByte(url, limits.firstByteMs, whole);
    await pipeline(
      counted(body, report),
      createGunzip(),
      (unpacked) => untar(unpacked, 'temporal'),
      createWriteStream(draft),
      { signal: whole },
    );
    await putInPlace(draft, order);
  } catch (error) {
    throw whole.aborted
      ? new Error(`not done after ${limits.wholeMs / 1000} s`, { cause: error })
      : inWords(error);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Check a fetched file and move it to where it is run from. In one step: others may be starting it right now. */
export async function putInPlace(draft: string, { sums, path }: Order): Promise<void> {
  if ((await hashFile(draft)) !== sums.executable) {
    throw new Error('what came is not the file that was checked (its sha256 differs); it was thrown away');
  }
  await chmod(draft, 0o755);
  await rename(draft, path);
}

/** Node's `platform-arch` as Temporal's download address wants it. */
function queryFor(machine: string): string {
  const [platform = '', arch = ''] = machine.split('-');
  return new URLSearchParams({ platform, arch: arch === 'x64' ? 'amd64' : arch }).toString();
}

interface Body {
  bytes: AsyncIterable<Uint8Array>;
  /** NaN if the server does not say. */
  length: number;
}

/** Ask for the file. @throws if nothing comes within the time, or something else than a file */
async function firstByte(url: string, withinMs: number, whole: AbortSignal): Promise<Body> {
  const tooSlow = new AbortController();
  const timer = setTimeout(() => tooSlow.abort(), withinMs);
  try {
    const response = await fetch(url, { signal: AbortSignal.any([tooSlow.signal, whole]) });
    if (!response.ok || response.body === null) throw new Error(`the server answered ${response.status}`);
    return { bytes: response.body, length: Number(response.headers.get('content-length') ?? NaN) };
  } catch (error) {
    if (tooSlow.signal.aborted) throw new Error(`no answer within ${withinMs / 1000} s`, { cause: error });
    throw error instanceof TypeError ? new Error('the address cannot be reached', { cause: error }) : error;
  } finally {
    clearTimeout(timer);
  }
}

/** Node's own words for a broken download mean nothing to the reader of our sentence. */
function inWords(error: unknown): unknown {
  if (error instanceof TypeError) return new Error('the connection broke off', { cause: error }); // fetch's kind
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return code.startsWith('Z_') ? new Error('what came is not an archive', { cause: error }) : error;
}

/** Pass the bytes on and say at each tenth how far it is. */
async function* counted({ bytes, length }: Body, report: Order['report']): AsyncGenerator<Uint8Array> {
  let have = 0;
  let told = 0;
  for await (const piece of bytes) {
    have += piece.length;
    const tenths = Math.floor((have / length) * 10); // NaN, which is above nothing, without a length
    if (tenths > told) {
      told = tenths;
      report(`Fetching Temporal: ${tenths * 10} % of ${Math.ceil(length / 1e6)} MB`);
    }
    yield piece;
  }
}
