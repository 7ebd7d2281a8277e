import { html, nothing, type TemplateResult } from 'lit';

/**
 * A button that stays focusable while it is locked: `aria-disabled`, and a busy word in place of its own.
 * The handler must look at the lock itself, as the click still comes.
 */
export const button = (options: {
  label: string | TemplateResult;
  /** Instead of `label` while locked. */
  busy?: string;
  locked?: boolean;
  /** Without one the button submits its form. */
  click?: () => void;
  second?: boolean;
}): TemplateResult => html`
  <button
    class="btn ${options.second ? 'two' : ''}"
    type=${options.click ? 'button' : 'submit'}
    aria-disabled=${options.locked ? 'true' : nothing}
    @click=${(event: Event) => {
      if (options.locked) return event.preventDefault();
      options.click?.();
    }}
  >
    ${(options.locked && options.busy) || options.label}
  </button>
`;
