import type { StaffPeople } from '../../api/contract/index.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import type { Session } from './session.ts';

/** Who fits what was typed. The text stays in memory: it is somebody's name. */
export class PeopleModel {
  text = '';
  found: StaffPeople | undefined;
  busy = false;
  failure: Failure | undefined;

  #asked = new AbortController();
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  async find(text: string): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.text = text.trim();
    this.failure = undefined;
    this.busy = this.text !== '';
    if (!this.busy) this.found = undefined;
    this.#onChange();
    if (!this.busy) return;
    try {
      const found = await this.#session.call((calls) => calls.findPeople({ text: this.text }, signal));
      if (!signal.aborted) this.found = found;
    } catch (error) {
      if (signal.aborted) return; // a newer question took its place
      if (!(error instanceof SignedOut)) this.failure = failureOf(error);
    }
    if (signal.aborted) return;
    this.busy = false;
    this.#onChange();
  }

  /** Its view is gone: what is on the way is of no use. */
  stop(): void {
    this.#asked.abort();
  }
}
