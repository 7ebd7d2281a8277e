import { html, nothing, type TemplateResult } from 'lit';
import { whole } from './whole.ts';

/** A problem in words, with the id of the field it is about if there is one. */
export interface Problem {
  field?: string | undefined;
  text: string;
}

/**
 * "There is a problem": takes focus when it appears, and its links move focus inside the shadow root. A link with a
 * fragment would change the host page's address instead (and not move focus), so the click is handled.
 * The alert is a child of the focused box: one screen reader reads only part of it otherwise.
 */
export const errorSummary = (title: string, problems: Problem[]): TemplateResult | typeof nothing =>
  problems.length === 0
    ? nothing
    : html`
        <div class="problem" id="problem" tabindex="-1" aria-labelledby="problem-title">
          <div role="alert">
            <h3 id="problem-title">${title}</h3>
            <ul>
              ${problems.map(
                ({ field, text }) =>
                  html`<li>
                    ${field ? html`<a href="#${field}" @click=${focusField(field)}>${whole(text)}</a>` : whole(text)}
                  </li>`,
              )}
            </ul>
          </div>
        </div>
      `;

const focusField = (id: string) => (event: Event) => {
  event.preventDefault();
  const root = event.currentTarget instanceof Element ? event.currentTarget.getRootNode() : null;
  if (!(root instanceof ShadowRoot)) return;
  const field = root.getElementById(id);
  const label = root.querySelector(`label[for="${id}"]`) ?? field?.closest('label, fieldset') ?? field;
  label?.scrollIntoView({ block: 'start' });
  field?.focus({ preventScroll: true });
};
