import { html, type TemplateResult } from 'lit';
import type { Blanks } from '../../i18n/words.ts';
import { errorSummary } from '../../ui/error-summary.ts';
import type { Flow } from '../flow.ts';
import type { FormProblem, Say } from '../state.ts';

/** A step's heading; it takes focus when the step opens. */
export const heading = (title: string, lead?: string | TemplateResult) => html`
  <div>
    <h2 id="title" tabindex="-1">${title}</h2>
    ${lead ? html`<p class="lead">${lead}</p>` : ''}
  </div>
`;

/** The box of what is to be put right, for a step that has no form. */
export const problems = (flow: Flow) =>
  errorSummary(
    flow.words.problem.title,
    flow.state.problems.map(({ field, say }) => ({ field, text: say(flow.words, flow.formats) })),
  );

/**
 * A step's one real form. What it asks for is checked on submit; nothing is sent while something is missing.
 * @param check what is missing or malformed, told all at once
 * @param send what to do with what was typed
 */
export const form = (
  flow: Flow,
  content: unknown,
  check: (typed: Typed) => FormProblem[],
  send: (typed: Typed) => Promise<void>,
  look = 'stack',
) => html`
  <form
    class=${look}
    novalidate
    @input=${flow.typed}
    @submit=${(event: SubmitEvent) => {
      event.preventDefault();
      const data =
        event.currentTarget instanceof HTMLFormElement ? new FormData(event.currentTarget) : undefined;
      const typed: Typed = (name) => {
        const value = data?.get(name);
        return typeof value === 'string' ? value : '';
      };
      void flow.act(async () => {
        const missing = check(typed);
        if (missing.length > 0) return flow.fail(missing);
        await send(typed);
      });
    }}
  >
    ${content}
  </form>
`;

/** What was typed in a field of the form, by name; empty when nothing was. */
export type Typed = (name: string) => string;

/** What every field template needs of the flow. */
export const fieldOf = (flow: Flow, name: string) => ({
  name,
  error: flow.state.problems.find(({ field }) => field === name)?.say(flow.words, flow.formats),
  errorPrefix: flow.words.problem.error,
});

/** As `fieldOf`, for a field whose value is kept. */
export const keptField = (flow: Flow, name: string) => ({
  ...fieldOf(flow, name),
  value: flow.state.draft[name] ?? '',
});

/** A problem when a field is empty. */
export const needed = (typed: Typed, field: string, say: Say): FormProblem[] =>
  typed(field).trim() === '' ? [{ field, say }] : [];

const PASSWORD_LEAST = 12;

/** A problem when a new password is too short; length over kinds of characters. */
export const neededPassword = (typed: Typed): FormProblem[] =>
  [...typed('password')].length < PASSWORD_LEAST
    ? [{ field: 'password', say: (words) => words.refusals.password_too_short(...noBlanks) }]
    : [];

/** For a sentence that has no blanks. */
export const noBlanks: Blanks = ['', '', ''];

/** A problem when an address is missing or cannot be one; the server has the last word. */
export const neededEmail = (typed: Typed): FormProblem[] => {
  const email = typed('email').trim();
  if (email === '') return [{ field: 'email', say: (words) => words.missing.email }];
  if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) {
    return [{ field: 'email', say: (words) => words.missing.emailShape }];
  }
  return [];
};
