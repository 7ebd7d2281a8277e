import type { TemplateResult } from 'lit';
import { listOf, queryOf } from './filters.ts';
import type { Formats } from './formats.ts';
import { thenFocus, type Ground } from './ground.ts';
import { handOver } from './hand-over.ts';
import { paymentsView } from './payments-view.ts';
import { hashOf, routeOf } from './route.ts';
import { words } from './words.ts';

/** The payments list: what its view asks for, how the address follows, and where focus goes. */
export class PaymentsScreen {
  readonly #ground: Ground;
  readonly #emptySearch: () => void;

  /** @param emptySearch nothing is typed then, and nothing typed is still to be asked */
  constructor(ground: Ground, emptySearch: () => void) {
    this.#ground = ground;
    this.#emptySearch = emptySearch;
  }

  view(formats: Formats, narrow: boolean): TemplateResult {
    const { payments, views, columns, exports, staff } = this.#ground.desk;
    const then = (act: unknown, to: string) => void thenFocus(this.#ground, act, to);
    return paymentsView({
      model: payments,
      views,
      offices: views.views?.offices ?? [],
      staff,
      formats,
      narrow,
      onFilter: (change) => this.#filter(() => payments.filter(change)),
      onOrder: (order) => this.#filter(() => payments.filter({}, order)),
      onClear: () => void this.#clear(),
      onRefresh: () => void payments.load(),
      onAgain: () => void payments.again(),
      onMore: () => void this.#more(),
      onOpen: (paymentId) => (location.hash = hashOf({ view: 'payment', paymentId })),
      onPick: (which) => this.#pick(which),
      exports,
      onExport: (which) => void this.#export(which, formats),
      onMailReceipts: () => void payments.receipts.send(payments.selected),
      onChoose: (filters) => this.#choose(filters),
      onName: (view) => {
        views.name(view);
        then(undefined, views.naming ? '#view-name' : '.views [aria-expanded]');
      },
      onSave: (event) => void this.#saveView(event),
      onRemove: (view) => then(views.remove(view), '#undo'),
      onUndo: () => then(views.undo(), '.views [aria-current]'),
      columns,
      onColumns: () => void this.#chooseColumns(),
      onColumn: (column) => columns.toggle(column),
      onMoveColumn: (column, by) => then(columns.move(column, by), `[data-move="${column} ${by}"]`),
      onColumnsReset: () => columns.reset(),
      onColumnsClosed: () => void columns.keep(),
    });
  }

  /** The address follows the filters; going back leads to the view before, not to each of them. */
  #filter(act: () => Promise<void>) {
    const { desk } = this.#ground;
    const done = act();
    history.replaceState(null, '', hashOf({ view: 'payments', filters: desk.payments.address }));
    desk.route = routeOf(location.hash);
    return void done;
  }

  async #export(which: 'list' | 'picked', formats: Formats) {
    const { payments, exports } = this.#ground.desk;
    const wanted =
      which === 'list' ? queryOf(payments.filters, payments.order) : { ids: [...payments.selected] };
    const file = await exports.file(wanted);
    if (file) handOver(file, words.payments.exportFile(formats.isoDay(new Date().toISOString())));
  }

  /** With nothing selected its bar is gone: on at the first that was. */
  #pick(which: string | 'all' | 'none') {
    const { payments } = this.#ground.desk;
    const first = payments.rows?.find(({ id }) => payments.selected.has(id))?.id ?? '';
    payments.pick(which);
    if (which === 'none') void thenFocus(this.#ground, undefined, `[data-payment="${CSS.escape(first)}"]`);
  }

  async #saveView(event: SubmitEvent) {
    event.preventDefault();
    const { desk, find, rendered } = this.#ground;
    const { views, payments } = desk;
    const field = find('#view-name');
    const name = field instanceof HTMLInputElement ? field.value : '';
    const isSaved = await views.save(name, listOf(payments.filters, payments.order));
    await rendered();
    find(isSaved ? '.views [aria-current]' : '#view-name')?.focus();
  }

  async #chooseColumns() {
    const { desk, find, rendered } = this.#ground;
    desk.columns.begin();
    await rendered();
    const dialog = find('#columns');
    if (dialog instanceof HTMLDialogElement) dialog.showModal();
  }

  /** The link itself changes the address. */
  #choose(filters: string) {
    this.#emptySearch();
    void this.#ground.desk.payments.choose(filters);
  }

  async #clear() {
    this.#emptySearch();
    this.#filter(() => this.#ground.desk.payments.clear());
    await this.#ground.rendered();
    this.#ground.heading(); // the button is gone
  }

  /** The first of the new rows takes focus: reading goes on there. */
  async #more() {
    const { desk, rendered, nth } = this.#ground;
    const had = desk.payments.rows?.length ?? 0;
    if ((await desk.payments.more()) === 0) return;
    await rendered();
    nth(had);
  }
}
