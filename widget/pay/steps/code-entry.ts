import { html } from 'lit';
import type { Refusal } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { textField } from '../../ui/fields.ts';
import type { Flow } from '../flow.ts';
import type { Say } from '../state.ts';
import { fieldOf, form, needed } from './form.ts';

const AGAIN_AFTER_S = 30;
/** Answers that are looked at for one code, as the server counts them. */
const TRIES_MAX = 5;

/**
 * The code that was e-mailed: and another code after half a minute.
 * @param send what to do with the code
 * @param change back to where the address is typed, where there is such a place
 */
export const codeEntry = (flow: Flow, send: (code: string) => Promise<void>, change?: () => void) => {
  const { words, state } = flow;
  const wait = state.codeWait;
  return html`
    ${codeForm(flow, send, (w) => w.missing.code, words.verify.hint)}
    <div class="btns">
      ${button({
        label: wait > 0 ? words.verify.againIn(flow.formats.seconds(wait)) : words.verify.again,
        second: true,
        locked: state.busy || wait > 0,
        click: () => void resend(flow),
      })}
      ${change ? button({ label: words.verify.change, second: true, locked: state.busy, click: change }) : ''}
    </div>
  `;
};

/** The field of a code, which takes spaces and dashes, and its button. */
export const codeForm = (flow: Flow, send: (code: string) => Promise<void>, missing: Say, hint?: string) => {
  const { words, state } = flow;
  return form(
    flow,
    html`
      ${textField({
        ...fieldOf(flow, 'code'),
        label: words.field.code,
        hint,
        autocomplete: 'one-time-code',
        inputmode: 'numeric',
        look: 'code',
      })}
      ${button({ label: words.verify.button, busy: words.frame.working, locked: state.busy })}
    `,
    (typed) => needed(typed, 'code', missing),
    (typed) => send(typed('code').replace(/[\s-]/g, '')),
  );
};

/** A code is on its way. @param pending names what it is for */
export function awaitCode(flow: Flow, pending: string): void {
  flow.pending = pending;
  flow.wrongCodes = 0;
  if (flow.state.codeWait > 0) return;
  countDown(flow);
}

/** Have a code mailed with which the owner of an address signs in. @returns it was asked for; else why not is on show */
export async function askForCode(flow: Flow, email: string): Promise<boolean> {
  const answer = await flow.api.sendCode({ email, language: flow.words.language });
  if (answer.ok) awaitCode(flow, answer.pending);
  else flow.refuse(answer.refusal, answer.refusal.field);
  return answer.ok;
}

/**
 * Why a mailed code was not taken, as it is told. The server tells only who knows a code that it is spent; who mistyped it
 * as often as answers are looked at would be sent back to it for ever.
 */
export function toldOfCode<Code extends string>(
  flow: Flow,
  refusal: Refusal<Code>,
): Refusal<Code | 'code_expired'> {
  const isSpent = refusal.code === 'code_wrong' && ++flow.wrongCodes >= TRIES_MAX;
  return isSpent ? { ...refusal, code: 'code_expired' } : refusal;
}

async function resend(flow: Flow): Promise<void> {
  await flow.act(async () => {
    const answer = await flow.api.resendCode({ pending: flow.pending });
    if (!answer.ok) return flow.refuse(answer.refusal);
    flow.wrongCodes = 0;
    countDown(flow);
    flow.say((words) => words.verify.sent);
  });
}

function countDown(flow: Flow): void {
  flow.set({ codeWait: AGAIN_AFTER_S });
  const timer = setInterval(() => {
    flow.set({ codeWait: flow.state.codeWait - 1 });
    if (flow.state.codeWait <= 0) clearInterval(timer);
  }, 1000);
}
