import type { Fault } from '../fault-kinds.ts';
import { FAULT_KINDS, FAULT_WORDS } from '../fault-kinds.ts';
import { Markup, html } from './html.ts';

/** What was typed into the form that adds a fault. */
export type Typed = Partial<Record<FieldName, string>>;
type FieldName = (typeof FIELDS)[number]['name'];

export const FIELDS = [
  { name: 'method', label: 'Method', hint: 'of the request: POST; empty for any' },
  {
    name: 'path',
    label: 'Path',
    hint: 'how it begins, or with a regular expression how it looks: /confirm$',
  },
  { name: 'type', label: 'Event type', hint: 'for webhooks: charge.succeeded; empty for any' },
  { name: 'account', label: 'Account', hint: 'acct_…; empty for any' },
  { name: 'times', label: 'Times', hint: 'empty: once, or with a rate until it is cleared' },
  { name: 'rate', label: 'Rate', hint: 'which share of them, from 0 to 1; empty for all' },
  { name: 'seed', label: 'Seed', hint: 'a whole number that chooses which; the same choice each time' },
  { name: 'ms', label: 'Milliseconds', hint: 'for slow, late and hanging ones' },
] as const;

/** The kinds by what they strike. */
const GROUPS = {
  'Of a request': (kind: Fault['kind']) => !/^(webhook|capture|check)_/.test(kind),
  'Of a webhook': (kind: Fault['kind']) => kind.startsWith('webhook_'),
  'Of a payment': (kind: Fault['kind']) => /^(capture|check)_/.test(kind),
};

/** The form that adds a fault. @param failure why what was typed makes none */
export function faultForm(typed: Typed & { kind?: string; regex?: string }, failure: string): Markup {
  const option = (kind: Fault['kind']) =>
    html`<option value="${kind}" ${typed.kind === kind ? new Markup(' selected') : ''}>
      ${kind}: ${FAULT_WORDS[kind]}
    </option>`;
  const kinds = Object.entries(GROUPS).map(
    ([label, has]) => html`<optgroup label="${label}">${FAULT_KINDS.filter(has).map(option)}</optgroup>`,
  );
  const fields = FIELDS.map(
    ({ name, label, hint }) =>
      html`<p>
        <label for="${name}">${label}</label>
        <input
          id="${name}"
          name="${name}"
          value="${typed[name] ?? ''}"
          aria-describedby="${name}-hint"
          autocomplete="off"
        />
        <small id="${name}-hint">${hint}</small>
      </p>`,
  );
  return html`<h3>Add a fault</h3>
    ${failure === '' ? '' : html`<p role="alert" id="failure">${failure}</p>`}
    <form method="post" action="/_sandbox/page/faults">
      <p>
        <label for="kind">Kind</label>
        <select id="kind" name="kind">
          ${kinds}
        </select>
      </p>
      <div class="fields">${fields}</div>
      <p>
        <input
          type="checkbox"
          id="regex"
          name="regex"
          value="true"
          ${typed.regex ? new Markup(' checked') : ''}
        />
        <label for="regex">The path is a regular expression</label>
      </p>
      <button>Add</button>
    </form>`;
}
