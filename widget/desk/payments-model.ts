import type { PaymentRow } from '../../api/contract/index.ts';
import type { PaymentsQuery } from './calls.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import type { Session } from './session.ts';

export interface Filters {
  text: string;
  state: string;
  from: string;
  to: string;
}

const NO_FILTERS: Filters = { text: '', state: '', from: '', to: '' };
const PAGE = 50;

/** The payments list: what is asked, what came, and how the asking goes. Rows stay when a call fails. */
export class PaymentsModel {
  filters = NO_FILTERS;
  rows: PaymentRow[] | undefined;
  next: string | undefined;
  total: number | undefined;
  /** When the rows came, ISO. */
  asOf: string | undefined;
  busy: 'load' | 'more' | undefined;
  failure: Failure | undefined;

  #asked = new AbortController();
  #last: 'load' | 'more' = 'load';
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  get filtered(): boolean {
    return Object.values(this.filters).some((value) => value !== '');
  }

  /** The first day is after the last: nothing can fit, so nothing is asked. */
  get badRange(): boolean {
    const { from, to } = this.filters;
    return from !== '' && to !== '' && from > to;
  }

  filter(change: Partial<Filters>): Promise<void> {
    this.filters = { ...this.filters, ...change };
    return this.load();
  }

  clear(): Promise<void> {
    return this.filter(NO_FILTERS);
  }

  /** The first page anew. */
  async load(): Promise<void> {
    if (this.badRange) {
      this.#asked.abort();
      this.busy = undefined;
      return this.#onChange();
    }
    await this.#ask('load', {});
  }

  /** The page after the last row. @returns how many rows came */
  async more(): Promise<number> {
    const had = this.rows?.length ?? 0;
    if (this.next !== undefined && this.busy === undefined) await this.#ask('more', { cursor: this.next });
    return (this.rows?.length ?? 0) - had;
  }

  /** What failed or was cut short by the session's end, once more. */
  async again(): Promise<void> {
    await (this.#last === 'more' ? this.more() : this.load());
  }

  /** Its view is gone: what is on the way is of no use. */
  stop(): void {
    this.#asked.abort();
  }

  async #ask(what: 'load' | 'more', at: { cursor?: string }): Promise<void> {
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.#last = this.busy = what;
    this.failure = undefined;
    this.#onChange();
    try {
      const query: PaymentsQuery = { ...given(this.filters), ...at, limit: PAGE };
      const page = await this.#session.call((calls) => calls.searchPayments(query, signal));
      if (signal.aborted) return;
      this.rows = what === 'more' ? [...(this.rows ?? []), ...page.rows] : page.rows;
      this.next = page.next;
      this.total = page.total ?? (what === 'more' ? this.total : undefined);
      this.asOf = new Date().toISOString();
    } catch (error) {
      if (signal.aborted) return; // a newer question took its place
      if (!(error instanceof SignedOut)) this.failure = failureOf(error);
    }
    this.busy = undefined;
    this.#onChange();
  }
}

/** Only the filters that are set. */
function given(filters: Filters): PaymentsQuery {
  const query: PaymentsQuery = {};
  for (const name of ['text', 'state', 'from', 'to'] as const) {
    const value = filters[name].trim();
    if (value !== '') query[name] = value;
  }
  return query;
}
