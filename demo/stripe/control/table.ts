import type { Markup } from './html.ts';
import { html } from './html.ts';

/** Scrolls by itself where it is too wide, so it can be reached by keyboard. */
export function table(label: string, heads: string[], rows: Markup[]): Markup {
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
