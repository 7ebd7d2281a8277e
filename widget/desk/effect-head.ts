import { html, nothing } from 'lit';
import { peopleWords as w } from './words-people.ts';

/** Caption and head of a table that says what an act does: each figure now, where there is one, and then. */
export const effectHead = (hasNow: boolean) =>
  html`<caption class="vh">
      ${w.effect}
    </caption>
    <thead>
      <tr>
        <td></td>
        ${hasNow ? html`<th scope="col" class="r">${w.now}</th>` : nothing}
        <th scope="col" class="r">${w.afterwards}</th>
      </tr>
    </thead>`;
