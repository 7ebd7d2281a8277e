import { html } from 'lit';
import type { RefusalCode } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { passwordField, textField, tickField } from '../../ui/fields.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import {
  fieldOf,
  form,
  heading,
  keptField,
  needed,
  neededEmail,
  neededPassword,
  noBlanks,
  problems,
  type Typed,
} from './form.ts';
import { toVerify } from './verify-email.ts';

/** Name, e-mail, password, terms. A known e-mail leads to the same next step: its mail says so. */
export const createAccount = (flow: Flow) => {
  const { words, state } = flow;
  const agency = state.agency?.name ?? '';
  return html`
    <div class="stack">
      ${heading(words.create.title, words.create.lead)} ${problems(flow)}
      ${form(
        flow,
        html`
          ${textField({
            ...keptField(flow, 'givenName'),
            label: words.field.givenName,
            autocomplete: 'given-name',
          })}
          ${textField({
            ...keptField(flow, 'familyName'),
            label: words.field.familyName,
            autocomplete: 'family-name',
          })}
          ${textField({
            ...keptField(flow, 'email'),
            label: words.field.email,
            hint: words.create.emailHint,
            type: 'email',
            autocomplete: 'username',
            inputmode: 'email',
          })}
          ${passwordField({
            ...fieldOf(flow, 'password'),
            label: words.field.password,
            hint: words.create.passwordHint,
            autocomplete: 'new-password',
            shown: state.passwordShown,
            words: words.field,
            toggle: () => flow.set({ passwordShown: !state.passwordShown }),
          })}
          ${tickField({ ...keptField(flow, 'acceptTerms'), label: words.create.terms(agency) })}
          <details>
            <summary>${icons.go()}${words.create.termsTitle}</summary>
            <p>${words.create.termsText(agency)}</p>
          </details>
          ${button({ label: words.create.button, busy: words.frame.working, locked: state.busy })}
        `,
        check,
        (typed) => send(flow, typed),
      )}
      ${button({
        label: words.create.haveOne,
        second: true,
        locked: state.busy,
        click: () => flow.go('sign-in'),
      })}
    </div>
  `;
};

const check = (typed: Typed) => [
  ...needed(typed, 'givenName', (words) => words.missing.givenName),
  ...needed(typed, 'familyName', (words) => words.missing.familyName),
  ...neededEmail(typed),
  ...neededPassword(typed),
  ...needed(typed, 'acceptTerms', (words) => words.refusals.terms_required(...noBlanks)),
];

const fieldOfRefusal: Partial<Record<RefusalCode, string>> = {
  email_invalid: 'email',
  name_required: 'givenName',
  password_too_short: 'password',
  password_too_common: 'password',
  terms_required: 'acceptTerms',
};

async function send(flow: Flow, typed: Typed): Promise<void> {
  const email = typed('email').trim();
  const answer = await flow.api.signUp({
    givenName: typed('givenName').trim(),
    familyName: typed('familyName').trim(),
    email,
    password: typed('password'),
    language: flow.words.language,
    acceptTerms: typed('acceptTerms') === 'yes',
  });
  if (answer.ok) return toVerify(flow, email, answer.pending);
  const { refusal } = answer;
  const named = refusal.code === 'name_required' && refusal.field === 'familyName' ? 'familyName' : undefined;
  flow.refuse(refusal, named ?? fieldOfRefusal[refusal.code]);
}
