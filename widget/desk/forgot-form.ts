import type { Refusal } from '../../api/contract/index.ts';
import { sentenceOf } from './failure.ts';
import { waitOf } from './formats.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

const w = words.forgot;

/** Somebody asks for a link to choose a new password. What is said never tells whether the address is known. */
export class ForgotForm {
  /** About the address. */
  problem: string | undefined;
  /** About the whole. */
  failed: string | undefined;
  busy = false;
  /** The address that a link was asked for. */
  sentTo: string | undefined;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Ask for a link; what came of it is in the form, unless a try is under way already. */
  async submit(typed: string): Promise<void> {
    if (this.busy) return;
    const email = typed.trim();
    this.failed = undefined;
    this.problem = email === '' ? words.signIn.emailMissing : undefined;
    this.busy = this.problem === undefined;
    this.#onChange();
    if (!this.busy) return;
    try {
      const answer = await this.#session.forgotPassword(email);
      if (answer.ok) this.sentTo = email;
      else this.#refused(answer.refusal);
    } catch (error) {
      this.failed = sentenceOf(error);
    }
    this.busy = false;
    this.#onChange();
  }

  #refused({ code, retryAfterSeconds }: Refusal): void {
    const wait = waitOf(retryAfterSeconds);
    if (code === 'email_invalid') this.problem = w.emailWrong;
    else this.failed = code === 'too_many_mails' ? w.tooManyMails(wait) : words.signIn.tooMany(wait);
  }
}
