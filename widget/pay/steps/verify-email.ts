import { html } from 'lit';
import { enter } from '../enter.ts';
import type { Flow } from '../flow.ts';
import { awaitCode, codeEntry, toldOfCode } from './code-entry.ts';
import { heading, problems } from './form.ts';

/** The code that proves an address: of a new account, or in place of the password. */
export const verifyEmail = (flow: Flow) => {
  const { words, state } = flow;
  const before = state.step === 'verify-email' ? 'create-account' : 'sign-in';
  return html`
    <div class="stack">
      ${heading(words.verify.title, words.verify.lead(state.draft['email'] ?? ''))} ${problems(flow)}
      ${codeEntry(
        flow,
        (code) => prove(flow, code),
        () => flow.go(before),
      )}
    </div>
  `;
};

/** On to the code, which is on its way to this address. */
export function toVerify(flow: Flow, email: string, pending: string): void {
  flow.go('verify-email', { draft: { ...flow.state.draft, email } });
  awaitCode(flow, pending);
}

/** Sign in with a code. */
export async function prove(flow: Flow, code: string): Promise<void> {
  const { pending } = flow;
  const answer = await flow.api.verifyEmail({ pending, code, attempt: flow.attemptOf(`${pending} ${code}`) });
  if (!answer.ok) return flow.refuse(toldOfCode(flow, answer.refusal), answer.refusal.field);
  const goOn = () => enter(flow, answer.session);
  await goOn().catch((error: unknown) => flow.broke(error, goOn)); // a code works once: only the rest is tried again
}
