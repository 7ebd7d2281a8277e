import { html } from 'lit';
import { button } from '../../ui/button.ts';
import { textField } from '../../ui/fields.ts';
import { enter } from '../enter.ts';
import type { Flow } from '../flow.ts';
import { fieldOf, form, heading, needed, problems, type Typed } from './form.ts';

const AGAIN_AFTER_S = 30;

/** The code that was e-mailed: one field that takes spaces and dashes. */
export const verifyEmail = (flow: Flow) => {
  const { words, state } = flow;
  const wait = state.codeWait;
  return html`
    <div class="stack">
      ${heading(words.verify.title, words.verify.lead(state.draft['email'] ?? ''))} ${problems(flow)}
      ${form(
        flow,
        html`
          ${textField({
            ...fieldOf(flow, 'code'),
            label: words.field.code,
            hint: words.verify.hint,
            autocomplete: 'one-time-code',
            inputmode: 'numeric',
            look: 'code',
          })}
          ${button({ label: words.verify.button, busy: words.frame.working, locked: state.busy })}
        `,
        (typed) => needed(typed, 'code', (w) => w.missing.code),
        (typed) => send(flow, typed),
      )}
      <div class="btns">
        ${button({
          label: wait > 0 ? words.verify.againIn(flow.formats.seconds(wait)) : words.verify.again,
          second: true,
          locked: state.busy || wait > 0,
          click: () => void resend(flow),
        })}
        ${button({
          label: words.verify.change,
          second: true,
          locked: state.busy,
          click: () => flow.go('create-account'),
        })}
      </div>
    </div>
  `;
};

/** On to the code, which is on its way to this address. */
export function toVerify(flow: Flow, email: string, pending: string): void {
  flow.pendingSignUp = pending;
  flow.go('verify-email', { draft: { ...flow.state.draft, email } });
  countDown(flow);
}

async function send(flow: Flow, typed: Typed): Promise<void> {
  const code = typed('code').replace(/[\s-]/g, '');
  const answer = await flow.api.verifyEmail({ pending: flow.pendingSignUp, code });
  if (answer.ok) return enter(flow, answer.session);
  flow.refuse(answer.refusal, answer.refusal.code === 'too_many_tries' ? undefined : 'code');
}

async function resend(flow: Flow): Promise<void> {
  await flow.act(async () => {
    const answer = await flow.api.resendCode({ pending: flow.pendingSignUp });
    if (!answer.ok) return flow.refuse(answer.refusal);
    countDown(flow);
    flow.say((words) => words.verify.sent);
  });
}

function countDown(flow: Flow): void {
  if (flow.state.codeWait > 0) return;
  flow.set({ codeWait: AGAIN_AFTER_S });
  const timer = setInterval(() => {
    flow.set({ codeWait: flow.state.codeWait - 1 });
    if (flow.state.codeWait <= 0) clearInterval(timer);
  }, 1000);
}
