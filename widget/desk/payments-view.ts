import { html, nothing } from 'lit';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { failureBox } from './parts.ts';
import type { Filters, PaymentsModel } from './payments-model.ts';
import { paymentsCards, skeletonCards } from './payments-cards.ts';
import { paymentsTable, skeletonTable } from './payments-table.ts';
import { paymentStates } from './states.ts';
import { words } from './words.ts';

const w = words.payments;

export interface PaymentsProps {
  model: PaymentsModel;
  formats: Formats;
  /** Too narrow for a table: a list then. */
  narrow: boolean;
  onFilter: (change: Partial<Filters>) => void;
  onClear: () => void;
  onRefresh: () => void;
  onAgain: () => void;
  onMore: () => void;
  onOpen: (paymentId: string) => void;
}

/** The payments list. */
export function paymentsView(props: PaymentsProps) {
  const { model, formats, onAgain } = props;
  const dated = model.rows && model.asOf ? words.failure.dated(formats.moment(model.asOf)) : undefined;
  return html`
    <div class="head">
      <div>
        <h1 tabindex="-1">${w.heading}</h1>
        <p class="muted">${w.times(formats.zoneName)}</p>
      </div>
    </div>
    ${filterBar(props)} ${failureBox(model.failure, dated, onAgain)} ${rowsView(props)}
  `;
}

function rowsView(props: PaymentsProps) {
  const { model, formats, narrow, onMore } = props;
  if (model.badRange)
    return html`<div class="empty">
      <p role="alert">${w.badRange}</p>
      ${clearButton(props)}
    </div>`;
  if (model.rows === undefined) {
    if (model.failure) return nothing;
    return narrow ? skeletonCards() : skeletonTable();
  }
  if (model.rows.length === 0) {
    return html`<div class="empty">
      <p>${foundWords(model, formats)}</p>
      ${model.filtered ? clearButton(props) : nothing}
    </div>`;
  }
  return html`
    <div class=${model.busy === 'load' ? 'rows old' : 'rows'} aria-busy=${model.busy ? 'true' : 'false'}>
      ${narrow ? paymentsCards(props, model.rows) : paymentsTable(props, model.rows)}
    </div>
    ${
      model.next === undefined
        ? nothing
        : html`<p class="more">
            <button class="b" type="button" aria-disabled=${model.busy ? 'true' : nothing} @click=${onMore}>
              ${w.more}
            </button>
          </p>`
    }
  `;
}

const clearButton = ({ onClear }: PaymentsProps) =>
  html`<button class="b" type="button" @click=${onClear}>${w.clear}</button>`;

function filterBar(props: PaymentsProps) {
  const { model, formats, onRefresh } = props;
  return html`
    <div class="filters" role="group" aria-label=${w.filters}>
      ${stateFilter(props)} ${dayFilter(props, 'from')} ${dayFilter(props, 'to')}
      ${model.filtered && model.rows?.length !== 0 ? clearButton(props) : nothing}
      <div class="end">
        <span>${countWords(model, formats)}</span>
        <button
          class="b quiet"
          type="button"
          aria-disabled=${model.busy ? 'true' : nothing}
          @click=${onRefresh}
        >
          ${icon('refresh')} ${w.refresh}
        </button>
      </div>
    </div>
  `;
}

function stateFilter({ model, onFilter }: PaymentsProps) {
  const choose = (event: Event) => onFilter({ state: (event.target as HTMLSelectElement).value });
  return html`<label class="filter">
    <span>${w.state}</span>
    <select @change=${choose}>
      <option value="" ?selected=${model.filters.state === ''}>${w.anyState}</option>
      ${Object.entries(paymentStates).map(
        ([state, { word }]) =>
          html`<option value=${state} ?selected=${model.filters.state === state}>${word}</option>`,
      )}
    </select>
  </label>`;
}

function dayFilter({ model, onFilter }: PaymentsProps, end: 'from' | 'to') {
  const choose = (event: Event) => onFilter({ [end]: (event.target as HTMLInputElement).value });
  return html`<label class="filter">
    <span>${w[end]}</span>
    <input type="date" .value=${model.filters[end]} @change=${choose} />
  </label>`;
}

/** What the search came to. */
export function foundWords(model: PaymentsModel, formats: Formats): string {
  if (model.rows?.length !== 0) return w.result(countWords(model, formats));
  return model.filtered ? w.empty : w.emptyAll;
}

/** How many payments are shown, of how many where the server said. */
function countWords({ rows, next, total }: PaymentsModel, { count }: Formats): string {
  if (rows === undefined) return '';
  if (total !== undefined && total > rows.length) return w.shownOf(count(rows.length), count(total));
  return next === undefined
    ? w.shown(count(rows.length), rows.length === 1)
    : w.shownMore(count(rows.length));
}
