import type { Calls, PaymentsQuery, PeopleQuery } from './calls.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import type { Session } from './session.ts';

/** An export under way: one at a time. */
export class ExportModel {
  busy = false;
  failure: Failure | undefined;

  readonly #asked = new AbortController();
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** @returns the file; undefined where it failed, or one is under way */
  file(wanted: PaymentsQuery | { ids: string[] }): Promise<Blob | undefined> {
    return this.#file((calls) => calls.exportPayments(wanted, this.#asked.signal));
  }

  /** People, likewise. */
  people(wanted: PeopleQuery): Promise<Blob | undefined> {
    return this.#file((calls) => calls.exportPeople(wanted, this.#asked.signal));
  }

  async #file(from: (calls: Calls) => Promise<Blob>): Promise<Blob | undefined> {
    if (this.busy) return undefined;
    this.busy = true;
    this.failure = undefined;
    this.#onChange();
    try {
      return await this.#session.call(from);
    } catch (error) {
      if (!this.#asked.signal.aborted && !(error instanceof SignedOut)) this.failure = failureOf(error);
      return undefined;
    } finally {
      this.busy = false;
      this.#onChange();
    }
  }

  stop(): void {
    this.#asked.abort();
  }
}
