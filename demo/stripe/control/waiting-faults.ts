import { ENDLESS } from '../fault-kinds.ts';
import type { Waiting } from '../faults.ts';
import type { Markup } from './html.ts';
import { html } from './html.ts';
import { table } from './table.ts';

/** The faults that may still strike, each with a way to end it. */
export function waitingFaults(faults: Waiting[]): Markup {
  if (faults.length === 0) return html`<p>None waits.</p>`;
  const rows = faults.map(
    (fault) =>
      html`<tr>
        <th scope="row">${fault.kind}</th>
        <td>${struck(fault)}</td>
        <td>${often(fault)}</td>
        <td>
          <form method="post" action="/_sandbox/page/faults/${fault.id}/clear">
            <button aria-label="Clear ${fault.kind}, number ${fault.id}">Clear</button>
          </form>
        </td>
      </tr>`,
  );
  return html`${table('faults', ['Kind', 'Strikes', 'How often', 'End it'], rows)}
    <form method="post" action="/_sandbox/page/faults/clear"><button>Clear all faults</button></form>`;
}

/** What a fault strikes, in words: `POST, path like /confirm$, with metadata[payment]=a; 500 ms`. */
function struck(fault: Waiting): string {
  const { match } = fault;
  const parts = [
    'type' in match && match.type,
    'method' in match && match.method,
    'path' in match && match.path !== undefined && `path ${match.regex ? 'like' : 'from'} ${match.path}`,
    ...('params' in match
      ? Object.entries(match.params).map(([name, value]) => `with ${name}=${value}`)
      : []),
    match.account !== undefined && `of ${match.account}`,
  ].filter((part) => typeof part === 'string');
  const late = 'ms' in fault && fault.ms !== undefined ? `; ${fault.ms} ms` : '';
  return `${parts.length === 0 ? 'any' : parts.join(', ')}${late}`;
}

function often({ times, rate, seed }: Waiting): string {
  const left = times >= ENDLESS / 2 ? 'until cleared' : `${times} ×`;
  return rate === undefined ? left : `${left}, ${rate} of them, seed ${seed}`;
}
