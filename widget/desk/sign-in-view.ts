import { html, nothing } from 'lit';
import { errorSummary, type Problem } from '../ui/error-summary.ts';
import { passwordField } from '../ui/fields.ts';
import { emailField } from './email-field.ts';
import { nameView } from './opening-view.ts';
import type { SignInForm } from './sign-in-form.ts';
import { words } from './words.ts';

const w = words.signIn;

export interface SignInProps {
  form: SignInForm;
  /** Over a view whose session ended. */
  over: boolean;
  onSubmit: (event: SubmitEvent) => void;
  onLeave: () => void;
  onForgot: () => void;
}

/** E-mail and password in one real form, so that password managers see it. */
export function signInView({ form, over, onSubmit, onLeave, onForgot }: SignInProps) {
  return html`
    <div class="sign-in">
      ${nameView()}
      <h2 id="sign-in-heading" tabindex="-1">${over ? w.again : w.heading}</h2>
      ${over ? html`<p class="muted">${w.expired}</p>` : nothing} ${errorSummary(w.problem, problemsOf(form))}
      <form novalidate @submit=${onSubmit} @input=${form.typed}>
        ${emailField(form.email, form.problems.email)}
        ${passwordField({
          name: 'password',
          label: w.password,
          autocomplete: 'current-password',
          error: form.problems.password,
          errorPrefix: w.error,
          shown: form.passwordShown,
          words: { show: w.show, hide: w.hide, passwordNamed: w.passwordNamed },
          toggle: form.togglePassword,
        })}
        <button class="btn" type="submit" aria-disabled=${form.busy ? 'true' : nothing}>
          ${form.busy ? w.busy : w.submit}
        </button>
        <button class="b quiet" type="button" @click=${onForgot}>${w.forgot}</button>
        ${over ? html`<button class="btn two" type="button" @click=${onLeave}>${w.leave}</button>` : nothing}
      </form>
    </div>
  `;
}

function problemsOf({ problems: { email, password, whole } }: SignInForm): Problem[] {
  return [
    ...(whole === undefined ? [] : [{ text: whole }]),
    ...(email === undefined ? [] : [{ field: 'username', text: email }]),
    ...(password === undefined ? [] : [{ field: 'password', text: password }]),
  ];
}
