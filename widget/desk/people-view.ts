import { html, nothing } from 'lit';
import { hintAndError } from '../ui/fields.ts';
import type { ExportModel } from './export-model.ts';
import { choice, clearButton } from './filters-view.ts';
import { KINDS } from './filters.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { failureBox, refreshButton } from './parts.ts';
import { LATENESS, PEOPLE_ORDERS, STATUSES, type PeopleFilters, type PeopleOrder } from './people-filters.ts';
import type { PeopleModel } from './people-model.ts';
import { peopleCards, peopleTable, skeletonPeople } from './people-table.ts';
import { exportedBy } from './rights.ts';
import type { Staff } from './session.ts';
import { words } from './words.ts';
import { peopleWords as w } from './words-people.ts';

export interface PeopleProps {
  model: PeopleModel;
  formats: Formats;
  /** Too narrow for a table: a list then. */
  narrow: boolean;
  offices: readonly string[];
  staff: Staff | undefined;
  exports: ExportModel;
  onFind: (event: SubmitEvent) => void;
  onFilter: (change: Partial<PeopleFilters>) => void;
  onOrder: (order: PeopleOrder) => void;
  onClear: () => void;
  onRefresh: () => void;
  onAgain: () => void;
  onMore: () => void;
  onOpen: (personId: string) => void;
  onExport: () => void;
}

/** People and what they owe, by name or number, by how they stand and where. */
export function peopleView(props: PeopleProps) {
  const { model, formats, exports, onAgain, onExport } = props;
  const dated = model.people && model.asOf ? words.failure.dated(formats.moment(model.asOf)) : undefined;
  return html`
    <div class="head">
      <h1 tabindex="-1">${w.heading}</h1>
      ${exportButton(props)}
    </div>
    ${failureBox(exports.failure, undefined, onExport, words.payments.notExported)} ${findForm(props)}
    ${filterBar(props)} ${failureBox(model.failure, dated, onAgain)} ${listView(props)}
  `;
}

function exportButton({ model, exports, staff, onExport }: PeopleProps) {
  const by = exportedBy('people', staff);
  if (by !== undefined) return html`<p class="muted end">${by}</p>`;
  const isOff = exports.busy || !model.people?.length;
  return html`<div class="end">
    <button
      class="b"
      type="button"
      aria-disabled=${isOff ? 'true' : nothing}
      @click=${() => isOff || onExport()}
    >
      ${icon('download')} ${exports.busy ? words.payments.exporting : words.payments.export}
    </button>
  </div>`;
}

const findForm = ({ model, onFind }: PeopleProps) =>
  html`<form class="find-people" role="search" aria-label=${w.region} @submit=${onFind}>
    <div class="field">
      <label for="person-text">${w.find}</label>
      ${hintAndError({ name: 'person-text', hint: w.findHint, error: undefined, errorPrefix: words.signIn.error })}
      <input
        class="input"
        id="person-text"
        type="search"
        maxlength="100"
        autocomplete="off"
        spellcheck="false"
        aria-describedby="person-text-hint"
        .value=${model.filters.text}
      />
    </div>
    <button class="b" type="submit" aria-disabled=${model.busy ? 'true' : nothing}>
      ${icon('search')} ${w.findNow}
    </button>
  </form>`;

function filterBar(props: PeopleProps) {
  const { model, formats, offices, onFilter, onOrder, onRefresh } = props;
  const { status, pastDue, kind, office } = model.filters;
  const named = (all: readonly string[], says: Readonly<Record<string, string>>) =>
    all.map((each) => [each, says[each] ?? each] as const);
  return html`<div class="filters" role="group" aria-label=${words.payments.filters}>
    ${choice({ label: w.status, any: w.anyStatus, options: named(STATUSES, w.statuses), value: status, onChoose: (chosen) => onFilter({ status: chosen }) })}
    ${choice({ label: w.facts.pastDue, any: w.anyLateness, options: named(LATENESS, w.lateness), value: pastDue, onChoose: (chosen) => onFilter({ pastDue: chosen }) })}
    ${choice({ label: w.fields.kind, any: words.payments.anyKind, options: named(KINDS, words.payments.kinds), value: kind, onChoose: (chosen) => onFilter({ kind: chosen }) })}
    ${
      offices.length < 2 && office === ''
        ? nothing
        : choice({
            label: words.payments.office,
            any: words.payments.anyOffice,
            options: offices.map((each) => [each, each] as const),
            value: office,
            onChoose: (chosen) => onFilter({ office: chosen }),
          })
    }
    ${model.filtered && model.people?.length !== 0 ? clearButton(props) : nothing}
    <div class="end">
      <span>${countWords(model, formats)}</span>
      ${choice({
        label: words.payments.sort,
        options: PEOPLE_ORDERS.map((order) => [order, w.orders[order]] as const),
        value: model.order,
        onChoose: (chosen) => onOrder(PEOPLE_ORDERS.find((one) => one === chosen) ?? 'name'),
      })}
      ${refreshButton(model.busy, onRefresh)}
    </div>
  </div>`;
}

function listView(props: PeopleProps) {
  const { model, narrow, formats } = props;
  const { people, busy, failure, filtered } = model;
  if (people === undefined) return failure ? nothing : skeletonPeople(narrow);
  if (people.length === 0)
    return html`<div class="empty">
        <p>${foundWords(model, formats)}</p>
        ${filtered ? clearButton(props) : nothing}
      </div>
      ${moreView(props)}`;
  return html`<div class=${busy ? 'rows old' : 'rows'} aria-busy=${busy ? 'true' : 'false'}>
      ${narrow ? peopleCards(props, people) : peopleTable(props, people)}
    </div>
    ${moreView(props)}`;
}

function moreView({ model, onMore }: PeopleProps) {
  if (!model.hasMore) return nothing;
  return html`<div class="more">
    <button class="b" type="button" aria-disabled=${model.busy ? 'true' : nothing} @click=${onMore}>
      ${model.total === undefined ? words.payments.lookFurther : words.payments.more}
    </button>
  </div>`;
}

/** What the search came to. */
export function foundWords(model: PeopleModel, formats: Formats): string | undefined {
  if (model.people === undefined) return undefined;
  if (model.people.length > 0) return countWords(model, formats);
  if (model.hasMore) return w.emptySoFar;
  return model.filtered ? w.empty : w.nobody;
}

function countWords({ people, hasMore, total, totalIsMore }: PeopleModel, { count }: Formats): string {
  if (people === undefined) return '';
  const n = count(people.length);
  if (!hasMore) return w.found(n);
  if (total === undefined) return w.foundMore(n);
  return totalIsMore && people.length <= total
    ? w.foundOfMore(n, count(total))
    : w.foundOf(n, count(Math.max(total, people.length)));
}
