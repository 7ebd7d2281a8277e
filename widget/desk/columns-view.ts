import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PaymentsColumn } from '../../api/contract/index.ts';
import type { ColumnsModel } from './columns-model.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { paymentsWords as w } from './words-payments.ts';

export interface ColumnsProps {
  columns: ColumnsModel;
  formats: Formats;
  onColumns: () => void;
  onColumn: (column: PaymentsColumn) => void;
  onMoveColumn: (column: PaymentsColumn, by: -1 | 1) => void;
  onColumnsReset: () => void;
  onColumnsClosed: () => void;
}

export const columnsButton = ({ onColumns }: ColumnsProps) =>
  html`<button class="b quiet" type="button" @click=${onColumns}>${icon('columns')} ${w.columns}</button>`;

/** Which columns, and in which order; the list behind it follows at once. */
export const columnsDialog = (props: ColumnsProps) =>
  html`<dialog id="columns" aria-labelledby="columns-heading" @close=${props.onColumnsClosed}>
    ${props.columns.open ? choosing(props) : nothing}
  </dialog>`;

function choosing(props: ColumnsProps) {
  const { columns, onColumnsReset } = props;
  return html`<form method="dialog">
    <h2 id="columns-heading" tabindex="-1" autofocus>${w.columnsHeading}</h2>
    <p class="muted">${w.columnsHint}</p>
    <ol class="columns">
      ${repeat(
        columns.all,
        (column) => column,
        (column) => columnItem(column, props),
      )}
    </ol>
    <p class="vh" role="status">${movedWords(props)}</p>
    ${columns.shown.length === 1 ? html`<p class="muted">${w.columnLast}</p>` : nothing}
    <p class="muted">${w.columnsExport}</p>
    <p class="acts">
      <button class="b">${w.columnsDone}</button>
      <button class="b quiet" type="button" @click=${onColumnsReset}>${w.columnsUsual}</button>
    </p>
  </form>`;
}

function columnItem(column: PaymentsColumn, { columns, onColumn, onMoveColumn }: ColumnsProps) {
  const { shown } = columns;
  const at = shown.indexOf(column);
  const mover = (by: -1 | 1, label: string, isOff: boolean) =>
    html`<button
      class="b quiet"
      type="button"
      data-move=${`${column} ${by}`}
      aria-label=${label}
      aria-disabled=${isOff ? 'true' : nothing}
      @click=${() => onMoveColumn(column, by)}
    >
      ${icon(by === -1 ? 'up' : 'down')}
    </button>`;
  return html`<li>
    <label class="check"
      ><input
        type="checkbox"
        aria-label=${w.columnShown(w[column])}
        .checked=${at !== -1}
        ?disabled=${at !== -1 && shown.length === 1}
        @change=${() => onColumn(column)}
      />
      ${w[column]}</label
    >
    ${at === -1 ? nothing : html`${mover(-1, w.columnEarlier(w[column]), at === 0)} ${mover(1, w.columnLater(w[column]), at === shown.length - 1)}`}
  </li>`;
}

/** Where the one is that was moved: what the eye sees. */
function movedWords({ columns: { moved, shown }, formats: { count } }: ColumnsProps): string {
  if (moved === undefined) return '';
  return w.columnAt(w[moved], count(shown.indexOf(moved) + 1), count(shown.length));
}
