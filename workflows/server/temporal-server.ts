import { type Access, probeServer, type SearchAttributes } from './connect.ts';
import { startDevServer } from './dev-server.ts';
import { findExecutable, type FindOptions } from './find-executable.ts';
import type { ChildEvent } from './supervise-child.ts';

export interface TemporalOptions extends FindOptions {
  /** TEMPORAL_ADDRESS, `host:port`; empty counts as not set. Set: nothing is started, it must answer. */
  address?: string | undefined;
  /** For the server at `address`: TLS, API key, metadata. */
  access?: Access | undefined;
  namespace: string;
  /** Where a server of our own keeps its database, log and pid file. */
  dataFolder: string;
  /** For a server of our own; absent or 0: a free one. */
  port?: number | undefined;
  /** Made on a server of our own; on another one they are its operator's business. */
  searchAttributes?: SearchAttributes | undefined;
  /** As for a supervised child: a server of our own is killed if we are. For tests and tours. */
  killIfWeDie?: boolean | undefined;
  /** A server of our own died too often and stays down: nothing goes on without it. The sentence says so. */
  onLost?: (why: string) => void;
}

export interface Temporal {
  /** `host:port`. */
  address: string;
  namespace: string;
  /** Ends a server of our own; leaves another one alone. */
  stop(): Promise<void>;
  /** Where it is or came from, for people. */
  how: string;
}

/**
 * Make sure there is a Temporal server: the one at `address`, or one of our own that is found, fetched if need be,
 * started and supervised. Each step is told to `report`.
 * @throws {Error} with a sentence that names the way out
 */
export async function ensureTemporal(options: TemporalOptions): Promise<Temporal> {
  const { address, namespace, report } = options;
  if (address) {
    await probeServer(address, namespace, options.access);
    report(`Temporal answers at ${address}.`);
    return { address, namespace, stop: () => Promise.resolve(), how: `TEMPORAL_ADDRESS (${address})` };
  }
  const executable = await findExecutable(options);
  report(`Temporal server ${executable.server} from ${executable.how}.`);
  const server = await startDevServer({
    executable,
    namespace,
    folder: options.dataFolder,
    port: options.port,
    searchAttributes: options.searchAttributes,
    ...(options.killIfWeDie && { killIfWeDie: true }),
    onEvent: (event) => tell(event, options),
  });
  report(`Temporal is ready at ${server.address}.`);
  return { address: server.address, namespace, stop: () => server.stop(), how: executable.how };
}

function tell(event: ChildEvent, { report, onLost }: TemporalOptions): void {
  switch (event.kind) {
    case 'orphan_ended':
      return report(`Ended the Temporal server that an earlier run left behind (process ${event.pid}).`);
    case 'started':
      return report(`Starting Temporal (process ${event.pid}).`);
    case 'exited':
      return report(`Temporal ended by itself (${event.signal ?? `code ${event.code}`}).`);
    case 'restarting':
      return report(`Starting it again in ${event.inMs} ms.`);
    case 'gave_up':
      report(event.why);
      return onLost?.(event.why);
    case 'ready':
      return;
  }
}
