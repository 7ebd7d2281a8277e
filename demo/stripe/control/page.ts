import type { Database } from '../database.ts';
import type { Faults } from '../faults.ts';
import type { Typed } from './fault-form.ts';
import { faultForm } from './fault-form.ts';
import { html } from './html.ts';
import type { DeliveryRow, ObjectRow } from './overview.ts';
import { countsOf, latestDeliveries, latestObjects } from './overview.ts';
import { table } from './table.ts';
import { waitingFaults } from './waiting-faults.ts';

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

function listed(counts: Record<string, number>): string {
  const all = Object.entries(counts).map(([name, n]) => `${name}: ${n}`);
  return all.length === 0 ? 'none' : all.join(', ');
}
