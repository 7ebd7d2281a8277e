import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { startDevServer } from './dev-server.ts';
import { type Executable, findExecutable } from './find-executable.ts';

/** The project's cache, the same that `npm start` uses. */
export const cacheFolder = resolve(import.meta.dirname, '../../.cache/temporal');

export interface TestServer {
  address: string;
  namespace: string;
  /** Ends the server and removes all it wrote. */
  stop(): Promise<void>;
}

export interface TestServerOptions {
  namespace?: string;
  /** Besides the usual: key → JSON value. */
  dynamicConfig?: Readonly<Record<string, string>>;
}

let executable: Promise<Executable> | undefined;

/** The executable that tests run, looked for once per process. Fails loudly if there is none. */
export function anExecutable(): Promise<Executable> {
  executable ??= findExecutable({
    cliPath: process.env['TEMPORAL_CLI_PATH'],
    path: process.env['PATH'] ?? '',
    cacheFolder,
    production: false,
    report: () => undefined,
  });
  return executable;
}

/**
 * A real Temporal server for a test: empty, on a free port, its files in a temporary folder. Ready in about 0.4 s.
 * Call `stop` in `afterAll`.
 */
export async function aTemporalServer(options: TestServerOptions = {}): Promise<TestServer> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-temporal-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const server = await startDevServer({
      executable: await anExecutable(),
      folder,
      namespace: options.namespace ?? 'onward',
      killIfWeDie: true,
      stopWithinMs: 0, // nothing here is worth a tidy end
      ...(options.dynamicConfig === undefined ? {} : { moreDynamicConfig: options.dynamicConfig }),
    });
    return { address: server.address, namespace: server.namespace, stop: () => server.stop().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}
