import type { FastifyBaseLogger } from 'fastify';
import { logFailure } from './http/log-failure.ts';

/** Work that an answer does not wait for, so that its length tells nothing; a stop waits for it. */
export class Background {
  readonly #log: FastifyBaseLogger;
  readonly #running = new Set<Promise<void>>();

  constructor(log: FastifyBaseLogger) {
    this.#log = log;
  }

  /** @param name for the log, should it fail */
  run(name: string, work: () => Promise<void>): void {
    const running = work()
      .catch((error: unknown) => logFailure(this.#log, `${name} failed`, error))
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  async finished(): Promise<void> {
    while (this.#running.size > 0) await Promise.all(this.#running);
  }
}
