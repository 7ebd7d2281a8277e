import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { StaffAccount } from '../../api/contract/index.ts';
import { hintAndError } from '../ui/fields.ts';
import { byEscape } from './escape.ts';
import type { Formats } from './formats.ts';
import type { Giving, OfficeCodeModel } from './office-code-model.ts';
import { chip, fact } from './parts.ts';
import type { Staff } from './session.ts';
import { words } from './words.ts';
import { accountWords as w } from './words-accounts.ts';

export interface AccountsProps {
  model: OfficeCodeModel;
  role: Staff['role'];
  formats: Formats;
  onBegin: (account: StaffAccount) => void;
  onType: (note: string) => void;
  onSubmit: (event: SubmitEvent) => void;
  onLeave: () => void;
}

/** A person's own accounts on the payment page, each with the code that staff can give for it. */
export function accountsView(accounts: readonly StaffAccount[], props: AccountsProps): TemplateResult {
  return html`<section aria-labelledby="accounts-heading">
    <h2 class="part-heading" id="accounts-heading" tabindex="-1">${w.heading}</h2>
    ${accounts.length === 0 ? html`<p class="muted nothing">${w.none}</p>` : nothing}
    <div class="owed">
      ${repeat(
        accounts,
        ({ id }) => id,
        (each) => accountCard(each, props),
      )}
    </div>
    ${props.role === 'supervisor' || accounts.length === 0 ? nothing : html`<p class="muted needs">${w.needsSupervisor}</p>`}
  </section>`;
}

function accountCard(account: StaffAccount, props: AccountsProps) {
  const { model, role, formats, onBegin } = props;
  const { id, email, isFormer, code } = account;
  const { giving, made } = model;
  const isOpen = giving?.accountId === id;
  return html`<article class="card" aria-label=${email}>
    <h3 class="what">${email} ${isFormer ? chip('warn', 'lock', w.former) : nothing}</h3>
    <dl class="facts">${fact(w.code, code ? lastCode(code, formats) : w.noCode)}</dl>
    ${
      role === 'supervisor'
        ? html`<p class="acts">
            <button
              class="b"
              type="button"
              data-stop
              data-give=${id}
              aria-expanded=${isOpen ? 'true' : 'false'}
              @click=${() => onBegin(account)}
            >
              ${w.give}<span class="vh"> ${email}</span>
            </button>
          </p>`
        : nothing
    }
    ${isOpen ? codeForm(giving, props) : nothing} ${made?.accountId === id ? madeView(made, props) : nothing}
  </article>`;
}

function lastCode(
  { madeAt, by, until, usedAt }: NonNullable<StaffAccount['code']>,
  { shortMoment }: Formats,
) {
  const made = shortMoment(madeAt);
  if (until !== undefined) return w.works(by, made, shortMoment(until));
  return usedAt === undefined ? w.ended(by, made) : w.used(by, made, shortMoment(usedAt));
}

function codeForm({ note, busy, effect, noteProblem, problem }: Giving, props: AccountsProps) {
  const { onType, onSubmit, onLeave } = props;
  const field = { name: 'code-note', hint: w.noteHint, error: noteProblem };
  const typed = ({ currentTarget }: Event) =>
    currentTarget instanceof HTMLTextAreaElement && onType(currentTarget.value);
  return html`<form
    class="act-form"
    novalidate
    aria-label=${w.give}
    @submit=${onSubmit}
    @keydown=${byEscape(onLeave)}
  >
    ${problem === undefined ? nothing : html`<p class="field-error" role="alert">${problem}</p>`}
    <div class=${noteProblem === undefined ? 'field' : 'field bad'}>
      <label for="code-note">${w.note}</label>
      ${hintAndError({ ...field, errorPrefix: words.signIn.error })}
      <textarea
        class="input"
        id="code-note"
        rows="2"
        maxlength="500"
        aria-invalid=${noteProblem === undefined ? nothing : 'true'}
        aria-describedby=${noteProblem === undefined ? 'code-note-hint' : 'code-note-hint code-note-error'}
        .value=${note}
        @input=${typed}
      ></textarea>
    </div>
    ${effect ? effectView(effect) : nothing}
    <p class="acts">
      <button class="b main" type="submit" aria-disabled=${busy ? 'true' : nothing}>
        ${effect ? (busy ? w.confirming : w.confirm) : busy ? w.checking : w.check}
      </button>
      <button class="b quiet" type="button" @click=${onLeave}>${w.leave}</button>
    </p>
  </form>`;
}

const effectView = ({ email, endsOne }: NonNullable<Giving['effect']>) =>
  html`<section class="effect" aria-labelledby="code-effect">
    <h4 id="code-effect" tabindex="-1">${w.effect}</h4>
    <p>${w.opens(email)}</p>
    ${endsOne ? html`<p>${w.endsOne}</p>` : nothing}
  </section>`;

/** In two groups, as it is read out and typed. */
const madeView = ({ email, code, until }: NonNullable<OfficeCodeModel['made']>, props: AccountsProps) =>
  html`<section class="effect" aria-labelledby="code-made" @keydown=${byEscape(props.onLeave)}>
    <h4 id="code-made" tabindex="-1">${w.made}</h4>
    <p class="mono code">${code.slice(0, 4)} ${code.slice(4)}</p>
    <p>${w.until(email, props.formats.shortMoment(until))}</p>
    <p>${w.how}</p>
    <p class="acts"><button class="b" type="button" @click=${props.onLeave}>${w.hide}</button></p>
  </section>`;
