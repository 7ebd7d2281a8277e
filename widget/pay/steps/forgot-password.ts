import { html } from 'lit';
import { button } from '../../ui/button.ts';
import { textField } from '../../ui/fields.ts';
import type { Flow } from '../flow.ts';
import { form, heading, keptField, neededEmail, problems } from './form.ts';

/** The address to which a link for a new password goes. */
export const forgotPassword = (flow: Flow) => {
  const { words, state } = flow;
  return html`
    <div class="stack">
      ${heading(words.forgot.title, words.forgot.lead)} ${problems(flow)}
      ${form(
        flow,
        html`
          ${textField({
            ...keptField(flow, 'email'),
            label: words.field.email,
            type: 'email',
            autocomplete: 'username',
            inputmode: 'email',
          })}
          ${button({ label: words.forgot.button, busy: words.frame.working, locked: state.busy })}
        `,
        neededEmail,
        (typed) => send(flow, typed('email').trim()),
      )}
    </div>
  `;
};

/** The same words for every address: whether there is an account, only its mailbox hears. */
export const linkSent = (flow: Flow) => {
  const { words } = flow;
  return html`
    <div class="stack">
      ${heading(words.forgot.sentTitle, words.forgot.sent)}
      <p class="muted">${words.verify.hint}</p>
      <div class="btns">
        ${button({ label: words.verify.change, second: true, click: () => flow.go('forgot-password') })}
        ${button({ label: words.signIn.title, second: true, click: () => flow.go('sign-in') })}
      </div>
    </div>
  `;
};

async function send(flow: Flow, email: string): Promise<void> {
  const answer = await flow.api.forgotPassword({ email, language: flow.words.language });
  if (answer.ok) flow.go('link-sent');
  else flow.refuse(answer.refusal, answer.refusal.field);
}
