import type { Database } from '../database.ts';
import { ENDLESS, FAULT_KINDS } from '../fault-kinds.ts';
import type { Faults, Waiting } from '../faults.ts';
import { Markup, html } from './html.ts';
import type { DeliveryRow, ObjectRow } from './overview.ts';
import { countsOf, latestDeliveries, latestObjects } from './overview.ts';

/** What was typed into the form that adds a fault. */
export type Typed = Partial<Record<FieldName, string>>;
type FieldName = (typeof FIELDS)[number]['name'];

const FIELDS = [
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

/** The control page. @param failure why what was typed makes no fault */
export function controlPage(database: Database, faults: Faults, typed: Typed = {}, failure = ''): string {
  const { objects, deliveries, idempotencyKeys } = countsOf(database);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${failure === '' ? '' : 'Error: '}Stripe sandbox</title>
        <link rel="stylesheet" href="/_sandbox/page.css" />
      </head>
      <body>
        <main>
          <h1>Stripe sandbox</h1>
          <h2 id="faults">Faults</h2>
          ${waitingFaults(faults.waiting())} ${faultForm(typed, failure)}
          <h2 id="deliveries">Deliveries</h2>
          <p>${listed(deliveries)}</p>
          ${table('deliveries', ['Event', 'To', 'State', 'Tries'], latestDeliveries(database).map(deliveryRow))}
          <h2 id="objects">Objects</h2>
          <p>${listed(objects)}; idempotency keys: ${idempotencyKeys}</p>
          ${table('objects', ['Type', 'Id', 'Account', 'Made', 'Status'], latestObjects(database).map(objectRow))}
        </main>
      </body>
    </html>`;
  return page.text;
}

function waitingFaults(faults: Waiting[]): Markup {
  if (faults.length === 0) return html`<p>None waits.</p>`;
  const rows = faults.map(({ id, kind, times, rate, match, ...more }) => {
    const often = times >= ENDLESS / 2 ? 'until cleared' : `${times} ×`;
    return html`<tr>
      <th scope="row">${kind}</th>
      <td><code>${JSON.stringify({ ...match, ...('ms' in more && { ms: more.ms }) })}</code></td>
      <td>${often}${rate === undefined ? '' : `, ${rate} of them, seed ${more.seed}`}</td>
      <td>
        <form method="post" action="/_sandbox/page/faults/${id}/clear">
          <button aria-label="Clear ${kind}, number ${id}">Clear</button>
        </form>
      </td>
    </tr>`;
  });
  return html`${table('faults', ['Kind', 'Matches', 'How often', 'End it'], rows)}
    <form method="post" action="/_sandbox/page/faults/clear"><button>Clear all faults</button></form>`;
}

function faultForm(typed: Typed & { kind?: string; regex?: string }, failure: string): Markup {
  const kinds = FAULT_KINDS.map(
    (kind) => html`<option${typed.kind === kind ? new Markup(' selected') : ''}>${kind}</option>`,
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
      ${fields}
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

const deliveryRow = ({ type, event, url, state, tries, held }: DeliveryRow) =>
  html`<tr>
    <th scope="row">${type} <code>${event}</code></th>
    <td>${url ?? 'an endpoint that was removed'}</td>
    <td>${held ? `${state}, held back` : state}</td>
    <td>${tries}</td>
  </tr>`;

const objectRow = ({ type, id, account, created, status }: ObjectRow) =>
  html`<tr>
    <td>${type}</td>
    <th scope="row"><code>${id}</code></th>
    <td>${account}</td>
    <td>${created === 0 ? '' : new Date(created * 1000).toISOString()}</td>
    <td>${status ?? ''}</td>
  </tr>`;

/** Scrolls by itself where it is too wide, so it can be reached by keyboard. */
function table(label: string, heads: string[], rows: Markup[]): Markup {
  if (rows.length === 0) return html`<p>There are none yet.</p>`;
  return html`<div class="table" tabindex="0" role="region" aria-labelledby="${label}">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

function listed(counts: Record<string, number>): string {
  const all = Object.entries(counts).map(([name, n]) => `${name}: ${n}`);
  return all.length === 0 ? 'none' : all.join(', ');
}
