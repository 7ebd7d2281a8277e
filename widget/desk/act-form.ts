import { html, nothing, type TemplateResult } from 'lit';
import type { ChargeOptions, StaffObligations } from '../../api/contract/index.ts';
import { hintAndError } from '../ui/fields.ts';
import { fieldsOf, isAmount, isOptional, type ActKind, type FieldName } from './acts.ts';
import { byEscape } from './escape.ts';
import { KINDS } from './filters.ts';
import type { Formats } from './formats.ts';
import { factsOf } from './owed-facts.ts';
import { creditEffect } from './credit-effect.ts';
import { effectHead } from './effect-head.ts';
import type { Acting, After } from './person-model.ts';
import { whole } from '../ui/whole.ts';
import { words } from './words.ts';
import { peopleWords as w } from './words-people.ts';

export interface ActFormProps {
  acting: Acting;
  options: ChargeOptions | undefined;
  /** The person as they are now. */
  record: StaffObligations | undefined;
  formats: Formats;
  onType: (form: HTMLFormElement) => void;
  onSubmit: (event: SubmitEvent) => void;
  onLeave: () => void;
}

/** An act's form; and once it was asked what it does, that, with the button that does it. */
export function actForm(props: ActFormProps): TemplateResult {
  const { acting, onType, onSubmit, onLeave } = props;
  const { kind, values, busy, after, problem } = acting;
  return html`<form
    class="act-form card"
    novalidate
    aria-labelledby="act-heading"
    @submit=${onSubmit}
    @keydown=${byEscape(onLeave)}
    @change=${(event: Event) => event.currentTarget instanceof HTMLFormElement && onType(event.currentTarget)}
  >
    <h3 id="act-heading" tabindex="-1">${w.acts[kind]}${aboutOf(acting)}</h3>
    ${problem === undefined ? nothing : html`<p class="field-error" id="act-problem" role="alert">${problem}</p>`}
    <div class="act-fields">${fieldsOf(kind, values).map((name) => fieldView(name, props))}</div>
    ${after === undefined ? nothing : Array.isArray(after) ? creditEffect(after, props) : effect(after, props)}
    <p class="acts">
      <button
        class="b main"
        type="submit"
        value=${after ? 'confirm' : 'preview'}
        aria-disabled=${busy ? 'true' : nothing}
      >
        ${after ? (busy ? w.confirming : w.confirm) : busy ? w.previewing : w.preview}
      </button>
      <button class="b quiet" type="button" @click=${onLeave}>${w.cancel}</button>
    </p>
  </form>`;
}

const aboutOf = ({ obligation, fee }: Acting) => {
  const label = obligation?.label ?? fee?.label;
  return label === undefined ? nothing : html`: ${whole(label)}`;
};

/** Each figure now and then; of what is new, then alone. */
function effect(
  after: Exclude<After, unknown[]>,
  { acting: { obligation, fee, kind }, formats }: ActFormProps,
) {
  const before = obligation ?? fee;
  const then = factsOf(after, formats);
  const now = new Map(before ? factsOf(before, formats) : []);
  return html`<section class="effect" aria-labelledby="effect-heading">
    <h4 id="effect-heading" tabindex="-1">${w.effect}</h4>
    <table class="mini">
      ${effectHead(before !== undefined)}
      <tbody>
        ${then.map(
          ([label, value]) =>
            html`<tr>
              <th scope="row">${label}</th>
              ${before ? html`<td class="r num">${now.get(label) ?? w.none}</td>` : nothing}
              <td class="r num">${now.get(label) === value ? value : html`<b>${value}</b>`}</td>
            </tr>`,
        )}
      </tbody>
    </table>
    ${kind === 'changeFee' || kind === 'endFee' ? html`<p>${w.monthsStay}</p>` : nothing}
    <p class="muted">${w.nothingYet}</p>
  </section>`;
}

function fieldView(name: FieldName, props: ActFormProps) {
  const { acting, options } = props;
  const error = acting.problems[name];
  const hint = hintOf(name, acting.kind, options);
  const id = idOf(name);
  const told = { name: id, hint, error, errorPrefix: words.signIn.error };
  return html`<div class=${error ? 'field bad' : 'field'}>
    <label for=${id}>${w.fields[name]}</label>
    ${hintAndError(told)}
    ${control(name, props, [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' '))}
  </div>`;
}

/** Ids hold no dots: a selector finds them. */
export const idOf = (name: FieldName): string => `act-${name.replace('.', '-')}`;

function hintOf(name: FieldName, kind: ActKind, options: ChargeOptions | undefined): string | undefined {
  if (name === 'note') return w.noteHint;
  if (isAmount(name)) return w.amountHint;
  if (name.endsWith('dayOfMonth')) return w.dayOfMonthHint;
  if (name === 'shares' && options?.morePayees) return w.morePayees;
  if (name === 'label.es') return w.spanishHint;
  return isOptional(kind, name) ? w.optional : undefined;
}

function control(name: FieldName, { acting, options }: ActFormProps, describedBy: string) {
  const value = acting.values[name] ?? '';
  const id = idOf(name);
  const invalid = acting.problems[name] ? 'true' : nothing;
  const described = describedBy || nothing;
  const choices = choicesOf(name, options);
  if (choices)
    return html`<select
      class="input"
      id=${id}
      name=${name}
      aria-invalid=${invalid}
      aria-describedby=${described}
    >
      ${choices.map(([key, word]) => html`<option value=${key} ?selected=${key === value}>${word}</option>`)}
    </select>`;
  if (name === 'note')
    return html`<textarea
      class="input"
      id=${id}
      name=${name}
      rows="2"
      maxlength="500"
      aria-invalid=${invalid}
      aria-describedby=${described}
      .value=${value}
    ></textarea>`;
  const isDay = name.endsWith('On');
  return html`<input
    class="input"
    id=${id}
    name=${name}
    type=${isDay ? 'date' : 'text'}
    inputmode=${isAmount(name) ? 'decimal' : name.endsWith('dayOfMonth') ? 'numeric' : nothing}
    maxlength=${isDay ? nothing : '120'}
    autocomplete="off"
    aria-invalid=${invalid}
    aria-describedby=${described}
    .value=${value}
  />`;
}

type Choices = readonly (readonly [string, string])[];

function choicesOf(name: FieldName, options: ChargeOptions | undefined): Choices | undefined {
  // Where money goes is never the list's first by default: of several, one is chosen.
  const named = (all: readonly { id: string; name: string }[] = []): Choices => [
    ...(all.length > 1 ? [['', w.choose] as const] : []),
    ...all.map(({ id, name: word }) => [id, word] as const),
  ];
  switch (name) {
    case 'kind':
      return KINDS.map((kind) => [kind, words.payments.kinds[kind]]);
    case 'fundId':
      return named(options?.funds);
    case 'shares':
      return named(options?.payees);
    case 'caseId':
      return [
        ['', w.noCase],
        ...(options?.cases ?? []).map(({ id, docketNumber }) => [id, docketNumber] as const),
      ];
    case 'terms.how':
      return Object.entries(w.how);
    case 'reason':
      return Object.entries(w.holdReasons);
    default:
      return undefined;
  }
}
