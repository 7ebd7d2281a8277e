import { html, nothing, type TemplateResult } from 'lit';
import { whole } from './whole.ts';

/** One labelled native input with its hint and its error. Plain data: no element, no state. */
export interface Field {
  /** Id in the shadow root and name in the form. */
  name: string;
  label: string;
  hint?: string | undefined;
  /** Already in words; shown above the input after a hidden "Error:". */
  error?: string | undefined;
  /** Word for the hidden prefix of an error. */
  errorPrefix: string;
  type?: 'text' | 'email';
  autocomplete: AutoFill | 'off';
  inputmode?: 'text' | 'email' | 'numeric' | 'decimal';
  /** What was typed before; left out for what must not be kept (a code). */
  value?: string | undefined;
  /** Name of the field whose hint and error describe this input too, when several make one answer. */
  group?: string;
  /** Extra class of the input. */
  look?: string;
}

/** The ids that describe an input, for `aria-describedby`. */
export const describedBy = ({
  name,
  hint,
  error,
  group = name,
}: Pick<Field, 'name' | 'hint' | 'error' | 'group'>) =>
  [hint && `${group}-hint`, error && `${group}-error`].filter(Boolean).join(' ') || nothing;

/** Hint and error of a field, between its label and its input. */
export const hintAndError = (field: Pick<Field, 'name' | 'hint' | 'error' | 'errorPrefix'>) => html`
  ${field.hint ? html`<p class="hint" id="${field.name}-hint">${field.hint}</p>` : nothing}
  ${
    field.error
      ? html`<p class="error" id="${field.name}-error">
          <span class="vh">${field.errorPrefix}</span> ${whole(field.error)}
        </p>`
      : nothing
  }
`;

/** A text, e-mail or code field. */
export const textField = (field: Field): TemplateResult => html`
  <div class="field ${field.error ? 'bad' : ''}">
    <label for=${field.name}>${field.label}</label>
    ${hintAndError(field)} ${input(field)}
  </div>
`;

/** The bare input of a field, for those that stand in a frame of their own. */
export const input = (field: Field): TemplateResult =>
  field.value === undefined
    ? html`<input
        class="input ${field.look ?? ''}"
        id=${field.name}
        name=${field.name}
        type=${field.type ?? 'text'}
        autocomplete=${field.autocomplete}
        inputmode=${field.inputmode ?? nothing}
        spellcheck="false"
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
      />`
    : html`<input
        class="input ${field.look ?? ''}"
        id=${field.name}
        name=${field.name}
        type=${field.type ?? 'text'}
        autocomplete=${field.autocomplete}
        inputmode=${field.inputmode ?? nothing}
        autocapitalize=${field.type === 'email' ? 'none' : nothing}
        spellcheck="false"
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
        .value=${field.value}
      />`;

/** A password with a button that shows it. Its value is never bound: it lives in the input alone. */
export const passwordField = (
  field: Field & {
    shown: boolean;
    words: { show: string; hide: string; passwordNamed: string };
    toggle: () => void;
    /** A link to see at the other end of the label's line; it comes after the field, which follows the one before. */
    beside?: unknown;
  },
): TemplateResult => html`
  <div class="field ${field.error ? 'bad' : ''} ${field.beside ? 'beside' : ''}">
    <label for=${field.name}>${field.label}</label>
    ${hintAndError(field)}
    <div class="reveal">
      <input
        class="input"
        id=${field.name}
        name=${field.name}
        type=${field.shown ? 'text' : 'password'}
        autocomplete=${field.autocomplete}
        autocapitalize="none"
        spellcheck="false"
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
      />
      <button type="button" aria-controls=${field.name} @click=${field.toggle}>
        ${field.shown ? field.words.hide : field.words.show}<span class="vh">
          ${field.words.passwordNamed}</span
        >
      </button>
    </div>
    ${field.beside}
  </div>
`;

/** One box to tick. */
export const tickField = (
  field: Pick<Field, 'name' | 'label' | 'error' | 'errorPrefix'> & { value?: string | undefined },
) => html`
  <div class="field ${field.error ? 'bad' : ''}">
    ${hintAndError(field)}
    <label class="tick">
      <input
        type="checkbox"
        id=${field.name}
        name=${field.name}
        value="yes"
        .checked=${field.value === 'yes'}
        aria-invalid=${field.error ? 'true' : nothing}
        aria-describedby=${describedBy(field)}
      /><span>${field.label}</span>
    </label>
  </div>
`;
