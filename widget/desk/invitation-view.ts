import { html, nothing } from 'lit';
import { errorSummary } from '../ui/error-summary.ts';
import { passwordField } from '../ui/fields.ts';
import type { InvitationForm } from './invitation-form.ts';
import { nameView, openingView } from './opening-view.ts';
import { words } from './words.ts';

const w = words.invitation;

/** Whose link it is, and a password to choose. The address is in the form, so that a password manager keeps both. */
export function invitationView(
  form: InvitationForm,
  onSubmit: (event: SubmitEvent) => void,
  onLeave: () => void,
) {
  const { invitation, closed, problem, busy, kind } = form;
  const heading = kind === 'reset' ? w.newHeading : w.heading;
  if (closed !== undefined) return closedView(heading, closed, onLeave);
  if (invitation === undefined) return openingView();
  const { name, email, agencyName } = invitation;
  return html`<main class="alone">
    <div class="sign-in">
      ${nameView()}
      <h2 id="sign-in-heading" tabindex="-1">${heading}</h2>
      <p>${kind === 'reset' ? w.newWho(name, agencyName) : w.who(name, agencyName)}</p>
      ${errorSummary(words.signIn.problem, problem === undefined ? [] : [{ field: 'password', text: problem }])}
      <form novalidate @submit=${onSubmit}>
        <p class="muted">${words.signIn.email}: <strong>${email}</strong></p>
        <input
          class="vh"
          type="email"
          name="username"
          autocomplete="username"
          tabindex="-1"
          aria-hidden="true"
          readonly
          .value=${email}
        />
        ${passwordField({
          name: 'password',
          label: words.signIn.password,
          hint: w.hint,
          autocomplete: 'new-password',
          error: problem,
          errorPrefix: words.signIn.error,
          shown: form.passwordShown,
          words: {
            show: words.signIn.show,
            hide: words.signIn.hide,
            passwordNamed: words.signIn.passwordNamed,
          },
          toggle: form.togglePassword,
        })}
        <button class="btn" type="submit" aria-disabled=${busy ? 'true' : nothing}>
          ${busy ? w.busy : w.submit}
        </button>
      </form>
    </div>
  </main>`;
}

const closedView = (heading: string, sentence: string, onLeave: () => void) =>
  html`<main class="alone">
    <div class="sign-in">
      ${nameView()}
      <h2 id="sign-in-heading" tabindex="-1">${heading}</h2>
      <p role="alert">${sentence}</p>
      <button class="btn" type="button" @click=${onLeave}>${w.toSignIn}</button>
    </div>
  </main>`;
