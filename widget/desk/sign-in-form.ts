import type { Refusal } from '../../api/contract/index.ts';
import { failureOf, sentenceOf } from './failure.ts';
import { waitOf } from './formats.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

/** What is wrong with a sign-in: sentences for fields, or one for the whole. */
export interface SignInProblems {
  email?: string;
  password?: string;
  whole?: string;
}

/** The sign-in's state; the password itself is only ever in its field. */
export class SignInForm {
  email = '';
  problems: SignInProblems = {};
  busy = false;
  passwordShown = false;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Keeps the e-mail over a render. */
  readonly typed = ({ target }: Event) => {
    if (target instanceof HTMLInputElement && target.name === 'username') this.email = target.value;
  };

  readonly togglePassword = () => {
    this.passwordShown = !this.passwordShown;
    this.#onChange();
  };

  /** @returns whether someone is signed in now; if not, `problems` says why, unless a try is under way already */
  async submit(password: string): Promise<boolean> {
    if (this.busy) return false;
    const email = this.email.trim();
    this.problems = missing(email, password);
    this.busy = Object.keys(this.problems).length === 0;
    this.#onChange();
    if (!this.busy) return false;
    try {
      const answer = await this.#session.signIn(email, password);
      if (!answer.ok) this.problems = { whole: refusalOf(answer.refusal) };
      return answer.ok;
    } catch (error) {
      this.problems = { whole: problemOf(error) };
      return false;
    } finally {
      this.busy = this.passwordShown = false;
      this.#onChange();
    }
  }
}

const missing = (email: string, password: string): SignInProblems => ({
  ...(email === '' && { email: words.signIn.emailMissing }),
  ...(password === '' && { password: words.signIn.passwordMissing }),
});

/** No hint of what was wrong; only how long to wait. */
function refusalOf({ code, retryAfterSeconds }: Refusal): string {
  if (code !== 'too_many_tries') return words.signIn.no;
  return words.signIn.tooMany(waitOf(retryAfterSeconds));
}

/** What is malformed, such as an e-mail without @, opens nothing either. */
const problemOf = (error: unknown): string =>
  failureOf(error).notFound ? words.signIn.no : sentenceOf(error);
