import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { briefError } from './brief-error.ts';

export interface Loop {
  /** Ends the loop; waits for a turn that is under way. */
  stop(): Promise<void>;
}

/** Do something again and again, one turn at a time. A turn that throws is logged; the next one comes all the same. */
export function every(ms: number, what: string, turn: () => Promise<unknown>, log: Logger): Loop {
  const stopped = new AbortController();
  const run = async () => {
    while (!stopped.signal.aborted) {
      await turn().catch((error: unknown) =>
        log.error({ error: briefError(error), loop: what }, 'a turn of a loop failed'),
      );
      await pause(ms, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    async stop() {
      stopped.abort();
      await running;
    },
  };
}
