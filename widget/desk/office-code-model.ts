import type { StaffAccount } from '../../api/contract/index.ts';
import { SignedOut, sentenceOf } from './failure.ts';
import type { Session } from './session.ts';
import { accountWords as w } from './words-accounts.ts';
import { peopleWords } from './words-people.ts';

/** A code that somebody is about to give. */
export interface Giving {
  accountId: string;
  note: string;
  busy: boolean;
  /** What it would lead to, once it was asked. */
  effect?: { email: string; endsOne: boolean } | undefined;
  /** What is wrong with the note. */
  noteProblem?: string | undefined;
  problem?: string | undefined;
}

/** The code for one person's account, from the wish to the one time that it is shown. It is in no address and no storage. */
export class OfficeCodeModel {
  giving: Giving | undefined;
  made: { accountId: string; email: string; code: string; until: string } | undefined;
  readonly #session: Session;
  readonly #changed: () => void;
  readonly #onMade: () => void;
  #opened = 0;

  /** @param onMade what is shown of the account is not so any more */
  constructor(session: Session, changed: () => void, onMade: () => void) {
    this.#session = session;
    this.#changed = changed;
    this.#onMade = onMade;
  }

  /** Another person, or nobody: what was shown or asked is not of them. */
  clear(): void {
    this.#opened += 1;
    this.giving = this.made = undefined;
  }

  /** Nobody is signed in: a code is for their eyes. What was typed stays. */
  hide(): void {
    this.made = undefined;
  }

  begin({ id: accountId }: StaffAccount): void {
    if (this.giving?.busy) return;
    this.made = undefined;
    this.giving = { accountId, note: '', busy: false };
    this.#changed();
  }

  /** Also where the code is hidden. */
  leave(): void {
    if (this.giving?.busy) return;
    this.giving = this.made = undefined;
    this.#changed();
  }

  /** Keep what was typed; what was shown of it is of no use any more. */
  type(note: string): void {
    if (this.giving?.note !== note) this.#stay({ note, effect: undefined });
  }

  /** Ask what it would lead to; asked again, do it. */
  async submit(personId: string): Promise<void> {
    const { giving } = this;
    if (!giving || giving.busy) return;
    const { accountId, note, effect } = giving;
    if (note.trim() === '') return this.#stay({ noteProblem: w.noteMissing });
    const mine = this.#opened;
    this.#stay({ busy: true, noteProblem: undefined, problem: undefined });
    try {
      const input = { personId, accountId, note, isPreview: effect === undefined };
      const answer = await this.#session.call((calls) => calls.makeOfficeCode(input));
      if (mine !== this.#opened) return;
      if (!answer.ok) return this.#stay({ busy: false, problem: peopleWords.refusals.supervisors_only });
      if (!('code' in answer)) return this.#stay({ busy: false, effect: answer });
      this.giving = undefined;
      this.made = this.#session.staff && { ...answer, accountId };
      this.#changed();
      this.#onMade();
    } catch (error) {
      if (mine !== this.#opened) return;
      this.#stay({ busy: false, problem: error instanceof SignedOut ? undefined : sentenceOf(error) });
    }
  }

  #stay(change: Partial<Giving>): void {
    if (this.giving) this.giving = { ...this.giving, ...change };
    this.#changed();
  }
}
