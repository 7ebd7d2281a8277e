import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { chip } from './parts.ts';
import { openByMouse } from './payments-table.ts';
import type { PersonRow } from './people-model.ts';
import type { PeopleProps } from './people-view.ts';
import { hashOf } from './route.ts';
import { peopleWords as w } from './words-people.ts';

export const peopleTable = (props: PeopleProps, people: readonly PersonRow[]): TemplateResult =>
  html`<table class="tbl low">
    <caption class="vh">
      ${w.table(w.orders[props.model.order])}
    </caption>
    ${head()}
    <tbody>
      ${repeat(
        people,
        ({ id }) => id,
        (person) => row(person, props),
      )}
    </tbody>
  </table>`;

/** Rows of the height that the real ones will have. */
export function skeletonPeople(narrow: boolean): TemplateResult {
  if (narrow)
    return html`<ul class="list" aria-busy="true" aria-label=${w.finding}>
      ${Array.from({ length: 6 }, () => html`<li aria-hidden="true"><span class="bone"></span><span class="bone"></span><span class="bone"></span></li>`)}
    </ul>`;
  return html`<table class="tbl low" aria-busy="true">
    <caption class="vh">
      ${w.finding}
    </caption>
    ${head()}
    <tbody aria-hidden="true">
      ${Array.from(
        { length: 8 },
        () =>
          html`<tr>
            ${Array.from({ length: 6 }, () => html`<td><span class="bone"></span></td>`)}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const head = () =>
  html`<thead>
    <tr>
      <th scope="col">${w.idColumn}</th>
      <th scope="col">${w.nameColumn}</th>
      <th scope="col">${w.officeColumn}</th>
      <th scope="col">${w.status}</th>
      <th scope="col" class="r">${w.balance}</th>
      <th scope="col" class="r">${w.facts.pastDue}</th>
    </tr>
  </thead>`;

const row = (person: PersonRow, props: PeopleProps) =>
  html`<tr @click=${(event: MouseEvent) => openByMouse(event, person.id, props.onOpen)}>
    <td class="mono">${person.agencyPersonId}</td>
    <th scope="row">${link(person)}</th>
    <td>${person.office}</td>
    <td>${statusChip(person)}</td>
    <td class="r num">${balance(person, props)}</td>
    <td class="r num">${pastDue(person, props)}</td>
  </tr>`;

/** The same as a list, where a table does not fit. */
export const peopleCards = (props: PeopleProps, people: readonly PersonRow[]): TemplateResult =>
  html`<ul class="list" aria-label=${w.table(w.orders[props.model.order])}>
    ${repeat(
      people,
      ({ id }) => id,
      (person) =>
        html`<li>
          <p class="line">${link(person)} <b class="num">${balance(person, props)}</b></p>
          <p class="small">${w.id(person.agencyPersonId)} · ${person.office}</p>
          <p class="line">
            ${statusChip(person)}
            ${person.pastDueCents === 0 ? nothing : html`<span class="small num">${w.late(pastDue(person, props))}</span>`}
          </p>
        </li>`,
    )}
  </ul>`;

const link = ({ id, name }: PersonRow) =>
  html`<a href=${hashOf({ view: 'person', personId: id })} data-stop data-person=${id}>${name}</a>`;

function statusChip({ status, pastDueCents }: PersonRow) {
  const isLate = pastDueCents === undefined || pastDueCents > 0;
  if (status === 'owes' && isLate) return chip('bad', 'clock', w.pastDueChip);
  if (status === 'owes') return chip('info', 'list', w.statuses.owes);
  if (status === 'on_hold') return chip('warn', 'lock', w.statuses.on_hold);
  return status === 'paid_up'
    ? chip('ok', 'done', w.statuses.paid_up)
    : html`<span class="muted">${w.statuses[status]}</span>`;
}

const balance = ({ balanceCents }: PersonRow, { formats }: PeopleProps): string =>
  balanceCents === undefined ? w.tooMuch : formats.money(balanceCents);

const pastDue = ({ pastDueCents }: PersonRow, { formats }: PeopleProps): string =>
  pastDueCents === undefined ? w.tooMuch : formats.money(pastDueCents);
