import type { PaymentRow, PaymentsPage } from '../../api/contract/index.ts';
import type { PaymentsQuery } from './calls.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import {
  addressOf,
  fromAddress,
  NO_FILTERS,
  problemOf,
  queryOf,
  type FilterProblem,
  type Filters,
  type Order,
} from './filters.ts';
import { PickedReceipts } from './picked-receipts.ts';
import type { Session } from './session.ts';

const PAGE = 50;
/** What few payments meet is looked for further back by itself: so many calls, then by a press. */
const CALLS_MOST = 8;

/** The payments list: what is asked, what came, and how the asking goes. Rows stay when a call fails. */
export class PaymentsModel {
  filters = NO_FILTERS;
  order: Order = 'newest';
  rows: PaymentRow[] | undefined;
  next: string | undefined;
  /** With `next`: how far the server has looked, ISO. */
  lookedTo: string | undefined;
  total: number | undefined;
  /** There are more than `total`. */
  totalIsMore = false;
  /** When the rows came, ISO. */
  asOf: string | undefined;
  busy: 'load' | 'more' | undefined;
  failure: Failure | undefined;
  /** Ids of the rows that are picked. */
  selected: ReadonlySet<string> = new Set();
  /** Of the picked rows, mailed again. */
  readonly receipts: PickedReceipts;

  #asked = new AbortController();
  #last: 'load' | 'more' = 'load';
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
    this.receipts = new PickedReceipts(session, onChange);
  }

  get filtered(): boolean {
    return Object.values(this.filters).some((value) => value !== '');
  }

  /** Why nothing can fit, so that nothing is asked. */
  get problem(): FilterProblem | undefined {
    return problemOf(this.filters);
  }

  /** The filters as the address has them. */
  get address(): string {
    return addressOf(this.filters, this.order);
  }

  filter(change: Partial<Filters>, order = this.order): Promise<void> {
    this.filters = { ...this.filters, ...change };
    this.order = order;
    this.selected = new Set();
    return this.load();
  }

  clear(): Promise<void> {
    return this.filter(NO_FILTERS);
  }

  /** Take the filters that an address has. @returns whether they were others */
  takeAddress(address: string): boolean {
    const { filters, order } = fromAddress(address);
    if (addressOf(filters, order) === this.address) return false;
    this.filters = { ...filters, text: this.filters.text };
    this.order = order;
    this.selected = new Set();
    return true;
  }

  /** A view is chosen by its address: nothing of what was shown before stays, nor what was searched for. */
  choose(address: string): Promise<void> {
    const { filters, order } = fromAddress(address);
    if (this.filters.text === '' && addressOf(filters, order) === this.address) return Promise.resolve();
    return this.filter(filters, order);
  }

  /** Pick a row, or put it back; all rows that are shown, or none. */
  pick(which: string | 'all' | 'none'): void {
    const all = this.rows?.map(({ id }) => id) ?? [];
    const one = this.selected.has(which)
      ? [...this.selected].filter((id) => id !== which)
      : [...this.selected, which];
    this.selected = new Set(which === 'all' ? all : which === 'none' ? [] : one);
    this.receipts.clear();
    this.#onChange();
  }

  /** The first page anew. */
  async load(): Promise<void> {
    if (this.problem !== undefined) {
      this.#asked.abort();
      this.busy = undefined;
      return this.#onChange();
    }
    await this.#ask('load');
  }

  /** The page after the last row. @returns how many rows came */
  async more(): Promise<number> {
    const had = this.rows?.length ?? 0;
    if (this.next !== undefined && this.busy === undefined) await this.#ask('more');
    return (this.rows?.length ?? 0) - had;
  }

  /** What failed or was cut short by the session's end, once more. */
  async again(): Promise<void> {
    await (this.#last === 'more' ? this.more() : this.load());
  }

  /** Its view is gone: what is on the way is of no use. */
  stop(): void {
    this.#asked.abort();
    this.receipts.stop();
  }

  async #ask(what: 'load' | 'more'): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.#last = this.busy = what;
    this.failure = undefined;
    this.#onChange();
    try {
      let cursor = what === 'more' ? this.next : undefined;
      let isFirst = what === 'load';
      for (
        let calls = 0, came = 0;
        calls === 0 ||
        (this.total === undefined && cursor !== undefined && came < PAGE / 2 && calls < CALLS_MOST);
        calls++
      ) {
        const query: PaymentsQuery = {
          ...queryOf(this.filters, this.order),
          ...(cursor !== undefined && { cursor }),
          limit: PAGE,
        };
        const page = await this.#session.call((calls) => calls.searchPayments(query, signal));
        if (signal.aborted) return;
        this.#take(page, isFirst);
        came += page.rows.length;
        cursor = page.next;
        isFirst = false;
        this.#onChange();
      }
    } catch (error) {
      if (signal.aborted) return; // a newer question took its place
      if (!(error instanceof SignedOut)) this.failure = failureOf(error);
    }
    this.busy = undefined;
    this.#onChange();
  }

  #take(page: PaymentsPage, isFirst: boolean): void {
    this.rows = isFirst ? page.rows : [...(this.rows ?? []), ...page.rows];
    this.next = page.next;
    this.lookedTo = page.lookedTo;
    if (isFirst) this.totalIsMore = page.totalIsMore === true;
    if (isFirst) this.selected = new Set(page.rows.map(({ id }) => id).filter((id) => this.selected.has(id)));
    this.total = isFirst ? page.total : this.total;
    this.asOf = new Date().toISOString();
  }
}
