import { html, nothing } from 'lit';
import { button } from '../../ui/button.ts';
import { passwordField } from '../../ui/fields.ts';
import type { Payer } from '../payer.ts';
import { fieldOf, form, heading, neededPassword, problems } from './form.ts';

/** The new password. The address stands beside it, so that a password manager changes the right entry. */
export const newPassword = (payer: Payer) => {
  const { flow, words, reset, state } = payer;
  if (!reset) return nothing;
  return html`
    <div class="stack">
      ${heading(words.reset.newTitle, words.reset.newLead)} ${problems(flow)}
      ${form(
        flow,
        html`
          <div class="field">
            <label for="email">${words.field.email}</label>
            <input
              class="input"
              id="email"
              type="email"
              autocomplete="username"
              readonly
              .value=${reset.view.email}
            />
          </div>
          ${passwordField({
            ...fieldOf(flow, 'password'),
            label: words.reset.newLabel,
            hint: words.create.passwordHint,
            autocomplete: 'new-password',
            shown: state.passwordShown,
            words: words.field,
            toggle: () => flow.set({ passwordShown: !state.passwordShown }),
          })}
          ${button({ label: words.reset.save, busy: words.frame.working, locked: state.busy })}
        `,
        neededPassword,
        (typed) => reset.setPassword(typed('password')),
      )}
    </div>
  `;
};
