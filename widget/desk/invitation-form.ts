import type { InvitationView, Refusal, ResetRefusalCode } from '../../api/contract/index.ts';
import { sentenceOf } from './failure.ts';
import { waitOf } from './formats.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

const BEGINS = { invitation: '#/invitation/', reset: '#/new-password/' } as const;

/** What an address carried: whom it invites, or who forgot their password. */
export interface PasswordLink {
  kind: keyof typeof BEGINS;
  token: string;
}

/**
 * The link with which somebody sets a password, where the address carries one. Its token is taken out at once, so that it
 * is neither in the history nor on somebody's screen.
 */
export function takePasswordLink(page: Window): PasswordLink | undefined {
  const { hash, pathname } = page.location;
  const kind = (['invitation', 'reset'] as const).find((each) => hash.startsWith(BEGINS[each]));
  if (kind === undefined) return undefined;
  page.history.replaceState(null, '', pathname);
  return { kind, token: hash.slice(BEGINS[kind].length) };
}

/** Somebody sets their first password, or a new one, with a link. */
export class InvitationForm {
  invitation: InvitationView | undefined;
  /** About the password alone. */
  problem: string | undefined;
  /** The link opens nothing: why. */
  closed: string | undefined;
  busy = false;
  passwordShown = false;
  readonly kind: PasswordLink['kind'];
  readonly #token: string;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor({ kind, token }: PasswordLink, session: Session, onChange: () => void) {
    this.kind = kind;
    this.#token = token;
    this.#session = session;
    this.#onChange = onChange;
  }

  readonly togglePassword = () => {
    this.passwordShown = !this.passwordShown;
    this.#onChange();
  };

  /** Ask whom it invites. */
  async open(): Promise<void> {
    this.closed = undefined;
    try {
      const answer = await this.#session.openInvitation(this.#token);
      if (answer.ok) this.invitation = answer.invitation;
      else this.closed = this.#sentenceOf(answer.refusal);
    } catch (error) {
      this.closed = sentenceOf(error);
    }
    this.#onChange();
  }

  /** @returns whether they are signed in now */
  async submit(password: string): Promise<boolean> {
    if (this.busy) return false;
    this.problem = password === '' ? words.signIn.passwordMissing : undefined;
    this.busy = this.problem === undefined;
    this.#onChange();
    if (!this.busy) return false;
    try {
      const answer = await this.#session.acceptInvitation(this.#token, password);
      if (!answer.ok) this.problem = this.#sentenceOf(answer.refusal);
      return answer.ok;
    } catch (error) {
      this.problem = sentenceOf(error);
      return false;
    } finally {
      this.busy = this.passwordShown = false;
      this.#onChange();
    }
  }

  #sentenceOf({ code, retryAfterSeconds }: Refusal<ResetRefusalCode>): string {
    const w = words.invitation;
    if (code === 'password_too_short') return w.tooShort;
    if (code === 'password_too_common') return w.tooCommon;
    if (code === 'too_many_tries') return words.signIn.tooMany(waitOf(retryAfterSeconds));
    return this.kind === 'reset' ? w.newClosed : w.closed;
  }
}
