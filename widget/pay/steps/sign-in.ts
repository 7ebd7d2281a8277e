import { html } from 'lit';
import { button } from '../../ui/button.ts';
import { passwordField, textField } from '../../ui/fields.ts';
import { callable } from '../../ui/phone.ts';
import { icons } from '../../ui/icons.ts';
import { enter } from '../enter.ts';
import type { Flow } from '../flow.ts';
import { askForCode, codeEntry } from './code-entry.ts';
import { fieldOf, form, heading, keptField, needed, neededEmail, problems, type Typed } from './form.ts';
import { prove } from './verify-email.ts';

/** The first step: e-mail and password, or a code in place of the password. */
export const signIn = (flow: Flow) => {
  const { words, state } = flow;
  const phone = state.agency?.phone ?? '';
  return html`
    <div class="stack">
      ${heading(words.signIn.title, words.signIn.lead)} ${problems(flow)} ${credentials(flow)}
      <p class="or">${words.signIn.newHere}</p>
      ${button({
        label: words.signIn.create,
        second: true,
        locked: state.busy,
        click: () => flow.go('create-account'),
      })}
      <p class="note">${icons.info()}<span>${callable(words.signIn.someoneElse(phone), phone)}</span></p>
    </div>
  `;
};

/** The same over the step at which the session ended: the address is filled in, all else stays as it was. */
export const signInAgain = (flow: Flow) => {
  const { words, state } = flow;
  const email = (state.draft['email'] ??= state.account?.email ?? '');
  const withCode = state.codeAsked;
  return html`
    <div class="stack">
      ${heading(words.signedOut.title, withCode ? words.verify.lead(email) : words.signedOut.lead)}
      ${problems(flow)}
      ${
        withCode
          ? codeEntry(
              flow,
              (code) => prove(flow, code),
              () => overStep(flow, false),
            )
          : credentials(flow)
      }
    </div>
  `;
};

const credentials = (flow: Flow) => {
  const { words, state } = flow;
  const forgot = html`<button
    type="button"
    class="link"
    @click=${() => state.busy || flow.go('forgot-password')}
  >
    ${words.signIn.forgot}
  </button>`;
  return form(
    flow,
    html`
      ${textField({
        ...keptField(flow, 'email'),
        label: words.field.email,
        type: 'email',
        autocomplete: 'username',
        inputmode: 'email',
      })}
      ${passwordField({
        ...fieldOf(flow, 'password'),
        label: words.field.password,
        autocomplete: 'current-password',
        shown: state.passwordShown,
        words: words.field,
        toggle: () => flow.set({ passwordShown: !state.passwordShown }),
        beside: state.expired ? undefined : forgot,
      })}
      <div class="btns">
        ${button({ label: words.signIn.button, busy: words.frame.working, locked: state.busy })}
        ${button({
          label: words.signIn.code,
          second: true,
          locked: state.busy,
          click: () => void flow.act(() => byCode(flow)),
        })}
      </div>
    `,
    (typed) => [...neededEmail(typed), ...needed(typed, 'password', (w) => w.missing.password)],
    (typed) => send(flow, typed),
  );
};

async function send(flow: Flow, typed: Typed): Promise<void> {
  const email = typed('email').trim();
  const answer = await flow.api.signIn({ email, password: typed('password') });
  if (!answer.ok) {
    const { refusal } = answer;
    // A code is counted by itself, so it is a way on.
    if (refusal.code === 'too_many_tries') return flow.refuse(refusal, undefined, (now) => now.signIn.orCode);
    return flow.refuse(refusal, 'email');
  }
  await enter(flow, answer.session);
}

/** A code to the address that is typed; where the session ended, its step stays behind the code. */
async function byCode(flow: Flow): Promise<void> {
  const typed: Typed = (name) => flow.state.draft[name] ?? '';
  const missing = neededEmail(typed);
  if (missing.length > 0) return flow.fail(missing);
  if (!(await askForCode(flow, typed('email').trim()))) return;
  if (flow.state.expired) overStep(flow, true);
  else flow.go('sign-in-code');
}

function overStep(flow: Flow, codeAsked: boolean): void {
  flow.focusNext = 'title';
  flow.set({ codeAsked, problems: [] });
}
