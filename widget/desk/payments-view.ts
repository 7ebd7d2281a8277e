import { html, nothing } from 'lit';
import { columnsDialog, type ColumnsProps } from './columns-view.ts';
import { clearButton, filterBar } from './filters-view.ts';
import type { Filters, Order } from './filters.ts';
import type { Formats } from './formats.ts';
import type { ExportModel } from './export-model.ts';
import { icon } from './icons.ts';
import { failureBox } from './parts.ts';
import { paymentsCards, skeletonCards } from './payments-cards.ts';
import type { PaymentsModel } from './payments-model.ts';
import { paymentsTable, skeletonTable } from './payments-table.ts';
import { pickedBar } from './picked-view.ts';
import { exportedBy } from './rights.ts';
import type { Staff } from './session.ts';
import { viewsBar, type ViewsProps } from './views-view.ts';
import { words } from './words.ts';

const w = words.payments;

export interface PaymentsProps extends Omit<ViewsProps, 'address'>, Omit<ColumnsProps, 'formats'> {
  model: PaymentsModel;
  formats: Formats;
  /** Too narrow for a table: a list then. */
  narrow: boolean;
  offices: readonly string[];
  /** Who looks: not everybody may export. */
  staff: Staff | undefined;
  onFilter: (change: Partial<Filters>) => void;
  onOrder: (order: Order) => void;
  onClear: () => void;
  onRefresh: () => void;
  onAgain: () => void;
  onMore: () => void;
  onOpen: (paymentId: string) => void;
  onPick: (which: string | 'all' | 'none') => void;
  exports: ExportModel;
  /** The list, or the rows that are picked. */
  onExport: (which: 'list' | 'picked') => void;
  onMailReceipts: () => void;
}

/** The payments list. */
export function paymentsView(props: PaymentsProps) {
  const { model, formats, narrow, onAgain } = props;
  const dated = model.rows && model.asOf ? words.failure.dated(formats.moment(model.asOf)) : undefined;
  return html`
    <div class="head">
      <div>
        <h1 tabindex="-1">${w.heading}</h1>
        <p class="muted">${w.times(formats.zoneName)}</p>
      </div>
      ${exportButton(props)}
    </div>
    ${failureBox(props.exports.failure, undefined, () => props.onExport('list'), w.notExported)}
    ${viewsBar({ ...props, address: model.address })} ${filterBar(props, countWords(model, formats))}
    ${props.columns.notKept ? html`<p class="field-error" role="alert">${w.columnsNotKept}</p>` : nothing}
    ${failureBox(model.failure, dated, onAgain)} ${rowsView(props)} ${pickedBar(props)}
    ${narrow ? nothing : columnsDialog(props)}
  `;
}

function exportButton({ model, exports, onExport, staff }: PaymentsProps) {
  const by = exportedBy('payments', staff);
  if (by !== undefined) return html`<p class="muted end">${by}</p>`;
  const isOff = exports.busy || !model.rows?.length || model.problem !== undefined;
  return html`<div class="end">
    <button
      class="b"
      type="button"
      aria-disabled=${isOff ? 'true' : nothing}
      @click=${() => isOff || onExport('list')}
    >
      ${icon('download')} ${exports.busy ? w.exporting : w.export}
    </button>
  </div>`;
}

function rowsView(props: PaymentsProps) {
  const { model, formats, narrow, columns } = props;
  if (model.problem !== undefined)
    return html`<div class="empty">
      <p role="alert">${w.problems[model.problem]}</p>
      ${clearButton(props)}
    </div>`;
  if (model.rows === undefined) {
    if (model.failure) return nothing;
    return narrow ? skeletonCards() : skeletonTable(columns.shown);
  }
  if (model.rows.length === 0) {
    return html`<div class="empty">
        <p>${foundWords(model, formats)}</p>
        ${model.filtered ? clearButton(props) : nothing}
      </div>
      ${moreView(props)}`;
  }
  return html`
    <div class=${model.busy === 'load' ? 'rows old' : 'rows'} aria-busy=${model.busy ? 'true' : 'false'}>
      ${narrow ? paymentsCards(props, model.rows) : paymentsTable(props, model.rows)}
    </div>
    ${moreView(props)}
  `;
}

/** The next page; and how far was looked, where few payments fit. */
function moreView({ model, formats, onMore }: PaymentsProps) {
  if (model.next === undefined) return nothing;
  const far = model.total === undefined && model.lookedTo !== undefined;
  return html`<div class="more">
    ${far && model.lookedTo ? html`<p class="muted">${w.lookedTo(formats.day(model.lookedTo))}</p>` : nothing}
    <button class="b" type="button" aria-disabled=${model.busy ? 'true' : nothing} @click=${onMore}>
      ${far ? w.lookFurther : w.more}
    </button>
  </div>`;
}

/** What the search came to. */
export function foundWords(model: PaymentsModel, formats: Formats): string {
  if (model.rows?.length !== 0) return w.result(countWords(model, formats));
  if (model.next !== undefined) return w.emptySoFar;
  return model.filtered ? w.empty : w.emptyAll;
}

/** How many payments are shown, of how many where the server said. */
function countWords({ rows, next, total, totalIsMore }: PaymentsModel, { count }: Formats): string {
  if (rows === undefined) return '';
  if (totalIsMore && total !== undefined && next !== undefined)
    return w.shownOfMore(count(rows.length), count(Math.max(total, rows.length)));
  if (total !== undefined && total > rows.length) return w.shownOf(count(rows.length), count(total));
  return next === undefined
    ? w.shown(count(rows.length), rows.length === 1)
    : w.shownMore(count(rows.length));
}
