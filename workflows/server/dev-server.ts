import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { furnishServer, type SearchAttributes, untilNamespaceAnswers } from './connect.ts';
import type { Executable } from './find-executable.ts';
import { freePort } from './free-port.ts';
import {
  type ChildEvent,
  type RestartLimits,
  type SupervisedChild,
  superviseChild,
} from './supervise-child.ts';
import { stampDatabase } from './version-stamp.ts';

export interface DevServerOptions {
  executable: Pick<Executable, 'path' | 'server'>;
  /** Its database, log, version stamp and pid file live here; made if missing. */
  folder: string;
  namespace: string;
  /** Absent or 0: a free one. Kept over restarts. */
  port?: number | undefined;
  searchAttributes?: SearchAttributes | undefined;
  /** Added to those of `dynamicConfig`: key → JSON value. */
  moreDynamicConfig?: Readonly<Record<string, string>>;
  /** For tests: handed to the command line as they are. */
  moreArguments?: readonly string[];
  restarts?: RestartLimits;
  /** From SIGTERM to SIGKILL; the server itself takes about 1.3 s to leave. */
  stopWithinMs?: number;
  /** See {@link ChildSpec}. */
  killIfWeDie?: boolean;
  onEvent?: (event: ChildEvent) => void;
}

export interface DevServer {
  address: string;
  namespace: string;
  /** Null while it is down. */
  pid(): number | null;
  stop(): Promise<void>;
}

/**
 * Settings of the server, key → JSON value. A misspelt key is silently ignored; the test looks each one up in the
 * executable. The poll rates: 20 a second, the default, costs 50 ms per step of a workflow on the single shard.
 * One partition: four let some tasks starve on one machine (p95 3.7 s instead of 2.1 s).
 */
export const dynamicConfig: Readonly<Record<string, string>> = {
  'history.transferProcessorMaxPollRPS': '1000',
  'history.timerProcessorMaxPollRPS': '1000',
  'history.visibilityProcessorMaxPollRPS': '200',
  'matching.numTaskqueueReadPartitions': '1',
  'matching.numTaskqueueWritePartitions': '1',
};

/** FULL: a payment that was acknowledged survives a power cut. WAL: twice as fast as the default journal. */
const pragmas = ['journal_mode=WAL', 'synchronous=FULL'];
const FREE_PORT_TRIES = 3;

/**
 * Run a Temporal dev server as a supervised child and wait until it can be used.
 * @throws {Error} a sentence: the port is taken, the database is of a newer server, it does not start
 */
export async function startDevServer(options: DevServerOptions): Promise<DevServer> {
  const { folder, namespace, executable } = options;
  await mkdir(folder, { recursive: true });
  await stampDatabase(databaseIn(folder), executable.server);
  const { child, address } = await launch(options);
  try {
    await furnishServer(address, namespace, options.searchAttributes ?? {});
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { address, namespace, pid: () => child.pid(), stop: () => child.stop() };
}

/** The file the server keeps everything in. */
export function databaseIn(folder: string): string {
  return join(folder, 'temporal.db');
}

/** Between choosing a free port and using it somebody else may take it: then choose again. */
async function launch(options: DevServerOptions): Promise<{ child: SupervisedChild; address: string }> {
  for (let tries = 1; ; tries++) {
    const port = options.port || (await freePort(0)) || 0;
    const address = `127.0.0.1:${port}`;
    try {
      return { child: await supervise(options, port, address), address };
    } catch (error) {
      const isRace = error instanceof Error && error.message.includes('address already in use');
      if (!isRace || options.port || tries === FREE_PORT_TRIES) throw error;
    }
  }
}

function supervise(options: DevServerOptions, port: number, address: string): Promise<SupervisedChild> {
  const { executable, folder, namespace, restarts, stopWithinMs, killIfWeDie, onEvent } = options;
  return superviseChild({
    name: 'temporal',
    command: executable.path,
    args: argumentsFor(options, port),
    folder,
    beforeStart: async () => {
      if ((await freePort(port)) === null) {
        throw new Error(
          `Port ${port} of 127.0.0.1 is taken by another program. Free it, or choose another port.`,
        );
      }
    },
    isReady: (signal) => untilNamespaceAnswers(address, namespace, signal),
    ...(restarts === undefined ? {} : { restarts }),
    ...(stopWithinMs === undefined ? {} : { stopWithinMs }),
    ...(killIfWeDie === undefined ? {} : { killIfWeDie }),
    ...(onEvent === undefined ? {} : { onEvent }),
  });
}

function argumentsFor(
  { folder, namespace, moreDynamicConfig, moreArguments = [] }: DevServerOptions,
  port: number,
): string[] {
  const settings = Object.entries({ ...dynamicConfig, ...moreDynamicConfig });
  const flags = [
    ['--ip', '127.0.0.1'],
    ['--port', String(port)],
    ['--db-filename', databaseIn(folder)],
    ['--namespace', namespace],
    ['--log-level', 'warn'],
    ['--log-format', 'json'],
    ...pragmas.map((pragma) => ['--sqlite-pragma', pragma]),
    ...settings.map(([key, value]) => ['--dynamic-config-value', `${key}=${value}`]),
  ];
  return ['server', 'start-dev', '--headless', ...flags.flat(), ...moreArguments];
}
