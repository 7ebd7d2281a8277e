import { html, nothing, type TemplateResult } from 'lit';
import { columnsButton } from './columns-view.ts';
import { KINDS, ORDERS } from './filters.ts';
import { refreshButton } from './parts.ts';
import type { PaymentsProps } from './payments-view.ts';
import { paymentStates } from './states.ts';
import { words } from './words.ts';

const w = words.payments;

/** What narrows the list, its order, and how many were found. */
export function filterBar(props: PaymentsProps, found: string) {
  const { model, offices, onRefresh, onFilter, onOrder } = props;
  const { filters } = model;
  const states = Object.entries(paymentStates).map(([state, { word }]) => [state, word] as const);
  const ways = [
    ['card', w.anyCard],
    ['bank_debit', words.bankAccount],
    ...Object.entries(words.brands),
  ] as const;
  const kinds = KINDS.map((kind) => [kind, w.kinds[kind]] as const);
  const isMore = [filters.way, filters.kind, filters.office, filters.least, filters.most].some(
    (value) => value !== '',
  );
  return html`
    <div class="filters" role="group" aria-label=${w.filters}>
      ${choice({ label: w.state, any: w.anyState, options: states, value: filters.state, onChoose: (state) => onFilter({ state }) })}
      ${dayFilter(props, 'from')} ${dayFilter(props, 'to')}
      <details class="more-filters" ?open=${isMore}>
        <summary>${w.moreFilters}</summary>
        <div>
          ${choice({ label: w.way, any: w.anyWay, options: ways, value: filters.way, onChoose: (way) => onFilter({ way }) })}
          ${amountFilter(props, 'least')} ${amountFilter(props, 'most')}
          ${choice({ label: w.kind, any: w.anyKind, options: kinds, value: filters.kind, onChoose: (kind) => onFilter({ kind }) })}
          ${
            offices.length < 2 && filters.office === ''
              ? nothing
              : choice({
                  label: w.office,
                  any: w.anyOffice,
                  options: offices.map((office) => [office, office] as const),
                  value: filters.office,
                  onChoose: (office) => onFilter({ office }),
                })
          }
        </div>
      </details>
      ${model.filtered && model.rows?.length !== 0 ? clearButton(props) : nothing}
      <div class="end">
        <span>${found}</span>
        ${choice({
          label: w.sort,
          options: ORDERS.map((order) => [order, w.orders[order]] as const),
          value: model.order,
          onChoose: (order) => onOrder(ORDERS.find((one) => one === order) ?? 'newest'),
        })}
        ${props.narrow ? nothing : columnsButton(props)} ${refreshButton(model.busy !== undefined, onRefresh)}
      </div>
    </div>
  `;
}

export const clearButton = ({ onClear }: { onClear: () => void }) =>
  html`<button class="b" type="button" @click=${onClear}>${w.clear}</button>`;

interface Choice {
  label: string;
  any?: string;
  options: readonly (readonly [value: string, word: string])[];
  value: string;
  onChoose: (value: string) => void;
}

/**
 * A label and a select; without `any`, one of the options is always chosen. A value that the list does not know, from
 * an address, is shown as it is.
 */
export function choice({ label, any, options, value, onChoose }: Choice): TemplateResult {
  const known = value === '' || options.some(([option]) => option === value);
  const all = [
    ...(any === undefined ? [] : [['', any] as const]),
    ...options,
    ...(known ? [] : [[value, value] as const]),
  ];
  return html`<label class="filter">
    <span>${label}</span>
    <select @change=${(event: Event) => onChoose(valueOf(event))}>
      ${all.map(([option, word]) => html`<option value=${option} ?selected=${option === value}>${word}</option>`)}
    </select>
  </label>`;
}

function dayFilter({ model, onFilter }: PaymentsProps, end: 'from' | 'to') {
  return html`<label class="filter">
    <span>${w[end]}</span>
    <input
      type="date"
      .value=${model.filters[end]}
      @change=${(event: Event) => onFilter({ [end]: valueOf(event) })}
    />
  </label>`;
}

function amountFilter({ model, onFilter }: PaymentsProps, end: 'least' | 'most') {
  return html`<label class="filter">
    <span>${w[end]}</span>
    <input
      class="amount"
      inputmode="decimal"
      autocomplete="off"
      maxlength="14"
      placeholder="0.00"
      .value=${model.filters[end]}
      @change=${(event: Event) => onFilter({ [end]: valueOf(event) })}
    />
  </label>`;
}

const valueOf = ({ target }: Event): string =>
  target instanceof HTMLSelectElement || target instanceof HTMLInputElement ? target.value : '';
