import type { StaffPeople } from '../../api/contract/index.ts';
import { Asking } from './asking.ts';
import {
  NO_PEOPLE_FILTERS,
  peopleAddress,
  peopleFromAddress,
  peopleQuery,
  type PeopleFilters,
  type PeopleOrder,
} from './people-filters.ts';

const PAGE = 50;
/** Whom few filters fit is looked for further on by itself: so many calls, then by a press. */
const CALLS_MOST = 8;

export type PersonRow = StaffPeople['people'][number];

/** The list of people: what is asked, what came, and how the asking goes. What was typed stays in memory: it is a name. */
export class PeopleModel extends Asking {
  filters = NO_PEOPLE_FILTERS;
  order: PeopleOrder = 'name';
  people: PersonRow[] | undefined;
  next: string | undefined;
  /** How many there are, where the server said; with `totalIsMore`, there are more. */
  total: number | undefined;
  totalIsMore = false;
  asOf: string | undefined;

  #last: 'load' | 'more' = 'load';
  #counting = new AbortController();

  get filtered(): boolean {
    return Object.values(this.filters).some((value) => value !== '');
  }

  /** Whether there are more, as far as is known. */
  get hasMore(): boolean {
    if (this.next === undefined) return false;
    return this.total === undefined || this.totalIsMore || (this.people?.length ?? 0) < this.total;
  }

  override stop(): void {
    super.stop();
    this.#counting.abort();
  }

  /** The filters as the address has them. */
  get address(): string {
    return peopleAddress(this.filters, this.order);
  }

  filter(change: Partial<PeopleFilters>, order = this.order): Promise<void> {
    this.filters = { ...this.filters, ...change };
    this.order = order;
    return this.load();
  }

  clear(): Promise<void> {
    return this.filter(NO_PEOPLE_FILTERS);
  }

  /** Take the filters that an address has. @returns whether they were others */
  takeAddress(address: string): boolean {
    const { filters, order } = peopleFromAddress(address);
    if (peopleAddress(filters, order) === this.address) return false;
    this.filters = { ...filters, text: this.filters.text };
    this.order = order;
    return true;
  }

  /** The first page anew; then, where it did not say so, how many there are. */
  async load(): Promise<void> {
    this.#last = 'load';
    this.#counting.abort();
    const { signal } = (this.#counting = new AbortController());
    await this.#read(undefined);
    const isUnsaid = this.next !== undefined && this.total === undefined && this.failure === undefined;
    if (isUnsaid && !signal.aborted) await this.#count(signal);
  }

  /** How many there are is good to know, and nothing that is waited for: where it fails, it is not told. */
  async #count(signal: AbortSignal): Promise<void> {
    const query = peopleQuery(this.filters, this.order);
    try {
      const { total, totalIsMore } = await this.session.call((calls) => calls.countPeople(query, signal));
      if (signal.aborted || total === undefined) return;
      this.total = total;
      this.totalIsMore = totalIsMore === true;
      this.changed();
    } catch {
      return;
    }
  }

  /** The page after the last row. @returns how many came */
  async more(): Promise<number> {
    const had = this.people?.length ?? 0;
    if (this.next === undefined || this.busy) return 0;
    this.#last = 'more';
    await this.#read(this.next);
    return (this.people?.length ?? 0) - had;
  }

  /** What failed or was cut short by the session's end, once more. */
  async again(): Promise<void> {
    await (this.#last === 'more' ? this.more() : this.load());
  }

  /** Pages until there is something to read, or all was looked at. */
  #read(from: string | undefined): Promise<void> {
    const query = { ...peopleQuery(this.filters, this.order), limit: PAGE };
    return this.ask(
      async (calls, signal) => {
        let page = await calls.findPeople({ ...query, ...(from !== undefined && { cursor: from }) }, signal);
        const people = [...page.people];
        for (let n = 1; n < CALLS_MOST && page.next !== undefined && people.length < PAGE / 2; n++) {
          const { total, totalIsMore } = page;
          const further = await calls.findPeople({ ...query, cursor: page.next }, signal);
          people.push(...further.people);
          page = { ...further, ...(total !== undefined && { total }), ...(totalIsMore && { totalIsMore }) };
        }
        return { ...page, people };
      },
      (page) => this.#take(page, from === undefined),
    );
  }

  #take({ people, next, total, totalIsMore, asOf }: StaffPeople, isFirst: boolean): void {
    this.people = isFirst ? people : [...(this.people ?? []), ...people];
    this.next = next;
    this.asOf = asOf;
    if (!isFirst) return;
    this.total = total;
    this.totalIsMore = totalIsMore === true;
  }
}
