import type { Calls } from './calls.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import type { Session } from './session.ts';

/** What a view shows of the server: one question at a time, and how the asking goes. What was there stays when it fails. */
export abstract class Asking {
  busy = false;
  failure: Failure | undefined;
  protected readonly session: Session;
  protected readonly changed: () => void;
  #asked = new AbortController();

  /** @param changed something is to be drawn anew */
  constructor(session: Session, changed: () => void) {
    this.session = session;
    this.changed = changed;
  }

  /** Its view is gone: what is on the way is of no use. */
  stop(): void {
    this.#asked.abort();
  }

  /**
   * Ask in place of what is still on its way. Signed out: the frame says so.
   * @param take keeps the answer; not called where a newer question, or the view's end, came before it
   */
  protected async ask<Answered>(
    question: (calls: Calls, signal: AbortSignal) => Promise<Answered>,
    take: (answer: Answered) => void,
  ): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.busy = true;
    this.failure = undefined;
    this.changed();
    try {
      const answer = await this.session.call((calls) => question(calls, signal));
      if (signal.aborted) return;
      take(answer);
    } catch (error) {
      if (signal.aborted) return;
      if (!(error instanceof SignedOut)) this.failure = failureOf(error);
    }
    this.busy = false;
    this.changed();
  }
}
