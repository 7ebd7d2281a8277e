import type { ResetView } from '../../api/contract/index.ts';
import type { InputOf } from './trpc-call.ts';
import type { Payer } from './payer.ts';
import { askForCode, toldOfCode } from './steps/code-entry.ts';

type Identity = InputOf<'auth.proveIdentity'>['identity'];

/** A mailed link that was opened, up to the new password. Its secrets are in this object alone, and end with it. */
export class Resetting {
  readonly #payer: Payer;
  readonly #token: string;
  readonly view: ResetView;
  /** A code that staff gave is to be the answer. */
  byOffice = false;
  #proof = '';

  constructor(payer: Payer, token: string, view: ResetView) {
    this.#payer = payer;
    this.#token = token;
    this.view = view;
  }

  /** To the question who the payer is; a code is asked for where that is the question. */
  async begin(focus: boolean): Promise<void> {
    const { flow } = this.#payer;
    const { email, check } = this.view;
    if (check === 'code' && !(await askForCode(flow, email)))
      return flow.go('forgot-password', { problems: flow.state.problems });
    flow.go('identity', {}, focus);
  }

  /** To the code from staff, or back to the question. */
  readonly turn = (): void => {
    this.byOffice = !this.byOffice;
    this.#payer.flow.go('identity');
  };

  /** @param field what a miss is about */
  async prove(identity: Identity, field: string): Promise<void> {
    const { flow } = this.#payer;
    const answer = await flow.api.proveIdentity({ token: this.#token, identity });
    if (!answer.ok) {
      const { refusal } = answer;
      return flow.refuseReset(identity.kind === 'code' ? toldOfCode(flow, refusal) : refusal, field);
    }
    this.#proof = answer.proof;
    flow.go('new-password', { draft: {} });
  }

  async setPassword(password: string): Promise<void> {
    const { flow } = this.#payer;
    const answer = await flow.api.setPassword({ proof: this.#proof, password });
    if (!answer.ok) return flow.refuseReset(answer.refusal, 'password');
    this.#payer.reset = undefined;
    flow.tellSignedOut(); // every session ended: other tabs are not to show what they showed
    await flow.enter(answer.session);
  }
}
