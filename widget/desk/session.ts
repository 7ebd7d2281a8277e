import type { Answer, StaffSessionView } from '../../api/contract/index.ts';
import type { AcceptAnswer, Calls } from './calls.ts';
import { isUnauthorized, SignedOut } from './failure.ts';

export type Staff = StaffSessionView['staff'];

/**
 * Who is signed in. The access token lives in memory only; the refresh secret is a cookie no script can read.
 * All ways to a new token go through one at a time, over all tabs: the server takes a used refresh secret for theft.
 */
export class Session {
  #current: StaffSessionView | undefined;
  #renewing: Promise<StaffSessionView | undefined> | undefined;
  readonly #calls: Calls;
  readonly #onChange: () => void;

  constructor(calls: (token: () => string | undefined) => Calls, onChange: () => void) {
    this.#calls = calls(() => this.#current?.accessToken);
    this.#onChange = onChange;
  }

  get staff(): Staff | undefined {
    return this.#current?.staff;
  }

  /** From the cookie of an earlier visit. @returns whether someone is signed in; throws where the server gave no answer */
  async resume(): Promise<boolean> {
    return (await this.#renew()) !== undefined;
  }

  async signIn(email: string, password: string): Promise<Answer<{ session: StaffSessionView }>> {
    const answer = await this.#calls.signIn({ email, password });
    if (answer.ok) this.#set(answer.session);
    return answer;
  }

  /** Have a link for a new password mailed. */
  forgotPassword(email: string): ReturnType<Calls['forgotPassword']> {
    return this.#calls.forgotPassword({ email });
  }

  openInvitation(token: string): ReturnType<Calls['openInvitation']> {
    return this.#calls.openInvitation(token);
  }

  /** Set the password of who was invited, and sign in. */
  async acceptInvitation(token: string, password: string): Promise<AcceptAnswer> {
    const answer = await this.#calls.acceptInvitation({ token, password });
    if (answer.ok) this.#set(answer.session);
    return answer;
  }

  /** Throws where the server could not be told: the cookie is still good then. */
  async signOut(): Promise<void> {
    await this.#calls.signOut();
    this.#set(undefined);
  }

  /**
   * Make a call as the one who is signed in; a token that ended is renewed once and the call made again.
   * @throws {SignedOut} nobody is signed in any more; else what the call throws
   */
  async call<T>(make: (calls: Calls) => Promise<T>): Promise<T> {
    if (!this.#current && (await this.#renew()) === undefined) throw new SignedOut();
    const used = this.#current;
    try {
      return await make(this.#calls);
    } catch (error) {
      if (!isUnauthorized(error)) throw error;
      const renewedMeanwhile = this.#current && this.#current !== used;
      if (!renewedMeanwhile && (await this.#renew()) === undefined) throw new SignedOut();
      return await make(this.#calls);
    }
  }

  #renew(): Promise<StaffSessionView | undefined> {
    this.#renewing ??= this.#refresh().finally(() => (this.#renewing = undefined));
    return this.#renewing;
  }

  async #refresh(): Promise<StaffSessionView | undefined> {
    const answer = await oneTabAtATime(() => this.#calls.refresh());
    this.#set(answer.ok ? answer.session : undefined);
    return this.#current;
  }

  #set(session: StaffSessionView | undefined) {
    this.#current = session;
    this.#onChange();
  }
}

/** Web Locks need a secure context; without one, tabs are not kept apart. */
const oneTabAtATime = <T>(work: () => Promise<T>): Promise<T> =>
  'locks' in navigator ? navigator.locks.request('onward-desk-refresh', work) : work();
