import { html, nothing } from 'lit';
import { errorSummary, type Problem } from '../ui/error-summary.ts';
import { emailField } from './email-field.ts';
import type { ForgotForm } from './forgot-form.ts';
import { nameView } from './opening-view.ts';
import { words } from './words.ts';

const w = words.forgot;

export interface ForgotProps {
  form: ForgotForm;
  /** As it was typed at the sign-in. */
  email: string;
  onSubmit: (event: SubmitEvent) => void;
  onBack: () => void;
}

/** In place of the sign-in: an address to mail a link to, then what to look for. */
export function forgotView({ form, email, onSubmit, onBack }: ForgotProps) {
  const { sentTo, busy, problem } = form;
  const back = html`<button class="btn two" type="button" @click=${onBack}>${w.back}</button>`;
  if (sentTo !== undefined)
    return html`<div class="sign-in">
      ${nameView()}
      <h2 id="sign-in-heading" tabindex="-1">${w.sent}</h2>
      <p>${w.sentTo(sentTo)}</p>
      <p class="muted">${w.nothingCame}</p>
      ${back}
    </div>`;
  return html`<div class="sign-in">
    ${nameView()}
    <h2 id="sign-in-heading" tabindex="-1">${w.heading}</h2>
    <p>${w.how}</p>
    ${errorSummary(words.signIn.problem, problemsOf(form))}
    <form novalidate @submit=${onSubmit}>
      ${emailField(email, problem)}
      <button class="btn" type="submit" aria-disabled=${busy ? 'true' : nothing}>
        ${busy ? w.busy : w.submit}
      </button>
      ${back}
    </form>
  </div>`;
}

const problemsOf = ({ problem, failed }: ForgotForm): Problem[] => [
  ...(failed === undefined ? [] : [{ text: failed }]),
  ...(problem === undefined ? [] : [{ field: 'username', text: problem }]),
];
