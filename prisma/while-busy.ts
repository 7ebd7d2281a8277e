import { setTimeout as sleep } from 'node:timers/promises';

/** How long a write waits for another opener of the same file before it gives up. */
const BUSY_WAIT_MS = 5000;

/** Try again while another opener of the file is writing: a busy statement has done nothing. */
export async function whileBusy<T>(run: () => Promise<T>): Promise<T> {
  const giveUpAt = performance.now() + BUSY_WAIT_MS;
  for (;;) {
    try {
      return await run();
    } catch (error) {
      if (!isBusy(error) || performance.now() > giveUpAt) throw error;
      await sleep(1 + Math.random() * 4); // two who wait must not meet again each time
    }
  }
}

function isBusy(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? error.code : undefined; // better-sqlite3's own
  const cause: unknown = error.cause; // as Prisma's adapter wraps it
  const kind = typeof cause === 'object' && cause !== null && 'kind' in cause ? cause.kind : undefined;
  return kind === 'SocketTimeout' || (typeof code === 'string' && code.startsWith('SQLITE_BUSY'));
}
