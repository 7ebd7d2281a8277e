import { createConnection } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { Connection, type ConnectionOptions, isGrpcServiceError } from '@temporalio/client';
import { msToTs, optionalTsToMs } from '@temporalio/common/lib/time.js';
import { isSupported, supportedServers } from './release.ts';

/** How to reach a server besides its address: TLS, API key, metadata. */
export type Access = Omit<ConnectionOptions, 'address' | 'connectTimeout'>;

/** Kinds of search attribute Onward uses. Values: their number in Temporal's API. */
const searchAttributeTypes = {
  Text: 1,
  Keyword: 2,
  Int: 3,
  Double: 4,
  Bool: 5,
  Datetime: 6,
  KeywordList: 7,
} as const;
/** Name → kind: `{ OnwardAgency: 'Keyword' }`. */
export type SearchAttributes = Readonly<Record<string, keyof typeof searchAttributeTypes>>;

// gRPC's codes
const NOT_FOUND = 5;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;
const UNAUTHENTICATED = 16;
const PROBE_MS = 2_000;
const CALL_MS = 10_000;
/** A closed workflow can be looked at, and its id counts, for a month. */
const RETENTION_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * Make sure that a server which somebody else runs can be used. Two seconds decide.
 * @throws {Error} a sentence: nothing answers, the namespace is missing, or the server is too old
 */
export async function probeServer(address: string, namespace: string, access: Access = {}): Promise<void> {
  try {
    await withConnection(address, { ...access, connectTimeout: PROBE_MS }, async (connection) => {
      await connection.withDeadline(Date.now() + PROBE_MS, async () => {
        await connection.workflowService.describeNamespace({ namespace });
        const { serverVersion } = await connection.workflowService.getSystemInfo({});
        refuseOldServer(address, serverVersion ?? '');
      });
    });
  } catch (error) {
    throw error instanceof UnusableServer
      ? error
      : new UnusableServer(whyNot(error, address, namespace), { cause: error });
  }
}

function whyNot(error: unknown, address: string, namespace: string): string {
  const code: number = isGrpcServiceError(error) ? error.code : UNAVAILABLE;
  if (code === NOT_FOUND) {
    return (
      `TEMPORAL_ADDRESS is ${address}: that server has no namespace "${namespace}". Create it: ` +
      `temporal operator namespace create --address ${address} -n ${namespace} --retention 720h`
    );
  }
  if (code === PERMISSION_DENIED || code === UNAUTHENTICATED) {
    return `TEMPORAL_ADDRESS is ${address}: that server does not let us in. Check the API key or the client certificate.`;
  }
  return (
    `TEMPORAL_ADDRESS is ${address}, but no Temporal server answers there within ${PROBE_MS / 1000} s. ` +
    `Start it, correct the address, or unset TEMPORAL_ADDRESS to let Onward run a server of its own.`
  );
}

/** A server is there, or should be, and cannot be used. The message is a sentence with the way out. */
export class UnusableServer extends Error {
  override name = 'UnusableServer';
}

/** Resolves when a server that is just starting answers for its namespace; rejects when `signal` is aborted. */
export async function untilNamespaceAnswers(
  address: string,
  namespace: string,
  signal: AbortSignal,
): Promise<void> {
  // gRPC waits a second after a refused connection; asking the port first does not.
  while (!(await portAnswers(address))) await delay(20, undefined, { signal });
  for (;;) {
    try {
      await withConnection(address, { connectTimeout: CALL_MS }, (connection) =>
        connection.workflowService.describeNamespace({ namespace }),
      );
      return;
    } catch {
      await delay(30, undefined, { signal });
    }
  }
}

/** Prepare a server of our own: closed workflows are kept for a month, the search attributes exist. */
export async function furnishServer(
  address: string,
  namespace: string,
  wanted: SearchAttributes,
): Promise<void> {
  await withConnection(address, { connectTimeout: CALL_MS }, (connection) =>
    connection.withDeadline(Date.now() + CALL_MS, async () => {
      await raiseRetention(connection, namespace);
      const missing = await missingSearchAttributes(connection, namespace, wanted);
      if (Object.keys(missing).length > 0) {
        await connection.operatorService.addSearchAttributes({ namespace, searchAttributes: missing });
      }
    }),
  );
}

async function raiseRetention(connection: Connection, namespace: string): Promise<void> {
  const { config } = await connection.workflowService.describeNamespace({ namespace });
  if ((optionalTsToMs(config?.workflowExecutionRetentionTtl) ?? 0) >= RETENTION_MS) return; // never lower it
  await connection.workflowService.updateNamespace({
    namespace,
    config: { workflowExecutionRetentionTtl: msToTs(RETENTION_MS) },
  });
}

async function missingSearchAttributes(connection: Connection, namespace: string, wanted: SearchAttributes) {
  const names = Object.entries(wanted);
  if (names.length === 0) return {};
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const missing = names.filter(([name]) => customAttributes?.[name] === undefined);
  return Object.fromEntries(missing.map(([name, kind]) => [name, searchAttributeTypes[kind]]));
}

/** @throws {UnusableServer} for a version Onward does not run on; '' passes */
export function refuseOldServer(address: string, version: string): void {
  if (version === '' || isSupported(version)) return; // Temporal Cloud may keep its version to itself
  const { from, below } = supportedServers;
  throw new UnusableServer(
    `TEMPORAL_ADDRESS is ${address}: the server there is ${version}; supported is ${from} up to, not including, ${below}.`,
  );
}

async function withConnection<T>(
  address: string,
  options: Access & Pick<ConnectionOptions, 'connectTimeout'>,
  use: (connection: Connection) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ ...options, address });
  try {
    return await use(connection);
  } finally {
    await connection.close();
  }
}

function portAnswers(address: string): Promise<boolean> {
  const { hostname, port } = new URL(`tcp://${address}`);
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) });
    const answer = (yes: boolean) => {
      socket.destroy();
      resolve(yes);
    };
    socket.once('connect', () => answer(true));
    socket.once('error', () => answer(false));
  });
}
