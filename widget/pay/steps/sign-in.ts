import { html } from 'lit';
import { button } from '../../ui/button.ts';
import { passwordField, textField } from '../../ui/fields.ts';
import { callable } from '../../ui/phone.ts';
import { icons } from '../../ui/icons.ts';
import { enter } from '../enter.ts';
import type { Flow } from '../flow.ts';
import { fieldOf, form, heading, keptField, needed, neededEmail, problems, type Typed } from './form.ts';

/** The first step: e-mail and password. */
export const signIn = (flow: Flow) => {
  const { words, state } = flow;
  const phone = state.agency?.phone ?? '';
  return html`
    <div class="stack">
      ${heading(words.signIn.title, words.signIn.lead)} ${problems(flow)} ${credentials(flow)}
      <p class="muted small">${callable(words.signIn.forgot(phone), phone)}</p>
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

/** The same form over the step at which the session ended: the address is filled in, all else stays as it was. */
export const signInAgain = (flow: Flow) => {
  const { words, state } = flow;
  state.draft['email'] ??= state.account?.email ?? '';
  return html`
    <div class="stack">
      ${heading(words.signedOut.title, words.signedOut.lead)} ${problems(flow)} ${credentials(flow)}
    </div>
  `;
};

const credentials = (flow: Flow) => {
  const { words, state } = flow;
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
      })}
      ${button({ label: words.signIn.button, busy: words.frame.working, locked: state.busy })}
    `,
    (typed) => [...neededEmail(typed), ...needed(typed, 'password', (w) => w.missing.password)],
    (typed) => send(flow, typed),
  );
};

async function send(flow: Flow, typed: Typed): Promise<void> {
  const email = typed('email').trim();
  const answer = await flow.api.signIn({ email, password: typed('password') });
  if (!answer.ok) {
    const about = answer.refusal.code === 'too_many_tries' ? undefined : 'email';
    return flow.refuse(answer.refusal, about);
  }
  await enter(flow, answer.session);
}
