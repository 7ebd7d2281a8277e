import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Order, Report, Setting, Timed } from './orders.ts';

/** The payers' process, as the bench holds it. */
export class Driver {
  readonly #child: ChildProcess;

  constructor(setting: Setting) {
    const file = fileURLToPath(new URL('driver.ts', import.meta.url));
    this.#child = fork(file, [JSON.stringify(setting)], { execArgv: [] });
  }

  /** One order at a time. @throws {Error} what went wrong there */
  async tell(order: Order): Promise<Timed> {
    const gone = new AbortController();
    const ended = once(this.#child, 'exit', { signal: gone.signal }).then((): Report => ({
      ok: false,
      error: 'The payers’ process ended.',
    }));
    const heard = once(this.#child, 'message', { signal: gone.signal }).then(([report]) => report as Report);
    this.#child.send(order);
    const report = await Promise.race([heard, ended]);
    gone.abort();
    for (const waiting of [heard, ended]) waiting.catch(() => undefined);
    if (!report.ok) throw new Error(report.error);
    return report.timed;
  }

  async close(): Promise<void> {
    if (this.#child.exitCode !== null) return;
    const gone = once(this.#child, 'exit');
    this.#child.disconnect();
    await gone;
  }
}
