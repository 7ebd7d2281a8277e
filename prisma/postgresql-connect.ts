import { Client } from 'pg';
import { MigrationRefused } from './migrations.ts';

/** A database's server and name, without user and password. */
export function placeOf(url: string): string {
  try {
    const { host, pathname } = new URL(url);
    return `${host}${pathname}`;
  } catch {
    return 'of DATABASE_URL';
  }
}

/**
 * One connection, for what Prisma has no way to say.
 * @throws {MigrationRefused} where there is none to be had
 */
export async function connectTo(url: string): Promise<Client> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: CONNECT_MS });
  client.on('error', () => undefined); // a lost connection fails the query that waits for it
  try {
    await client.connect();
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw unreachable(error, url);
  }
}

export const CONNECT_MS = 10_000;

/** What keeps us from connecting, as a sentence; an error without a plain cause as it is. */
function unreachable(error: unknown, url: string): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const where = placeOf(url);
  if (code === '3D000')
    return new MigrationRefused(
      `There is no database ${where}. Create it (CREATE DATABASE … ENCODING 'UTF8'), or name another one in DATABASE_URL.`,
    );
  if (code === '28P01' || code === '28000')
    return new MigrationRefused(
      `PostgreSQL at ${where} does not let this user in. Look at the user and password in DATABASE_URL, and at the server's pg_hba.conf.`,
    );
  if (code === '53300')
    return new MigrationRefused(
      `PostgreSQL at ${where} has no connection left. Raise max_connections, or run fewer processes.`,
    );
  if (
    /^(ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN|ECONNRESET|57P03)$/.test(code) ||
    (error instanceof Error && /timeout/i.test(error.message))
  )
    return new MigrationRefused(
      `No PostgreSQL answers at ${where}. Start it, or correct the address in DATABASE_URL.`,
    );
  return error;
}
