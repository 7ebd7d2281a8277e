import { setTimeout as pause } from 'node:timers/promises';
import type { Logger } from 'pino';
import { briefError } from './brief-error.ts';

export interface Loop {
  /** Ends the loop; waits for a turn that is under way. */
  stop(): Promise<void>;
}

/**
 * Do something again and again, one turn at a time. A turn that throws is logged, and the next one comes all the same:
 * of turns that fail alike the first, and how many there were once one succeeds.
 */
export function every(ms: number, what: string, turn: () => Promise<unknown>, log: Logger): Loop {
  const stopped = new AbortController();
  let failure = '';
  let failures = 0;
  const failed = (error: unknown) => {
    const brief = briefError(error);
    failures++;
    const again = failure === `${brief.name} ${brief.code ?? ''}`;
    failure = `${brief.name} ${brief.code ?? ''}`;
    if (!again) log.error({ error: brief, loop: what }, 'a turn of a loop failed');
  };
  const succeeded = () => {
    if (failures > 0) log.warn({ loop: what, failures }, 'a loop goes on');
    failures = 0;
    failure = '';
  };
  const run = async () => {
    while (!stopped.signal.aborted) {
      await turn().then(succeeded, failed);
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
