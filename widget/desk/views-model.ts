import type { PaymentsList, PaymentsViews, SavedView } from '../../api/contract/index.ts';
import { SignedOut, sentenceOf } from './failure.ts';
import type { Session } from './session.ts';
import { words } from './words.ts';

const w = words.views;

/** Saved views of the payments list: everybody's and one's own. They are a help: where they fail, the list goes on. */
export class ViewsModel {
  views: PaymentsViews | undefined;
  /** The form that is open: for a new name, or for another one of a view. The id is made with it: saved twice is once. */
  naming: { id: string; view?: SavedView; busy: boolean; problem?: string } | undefined;
  /** The one that was taken away last, until something else is done. */
  removed: SavedView | undefined;
  problem: string | undefined;

  readonly #session: Session;
  readonly #onChange: () => void;
  readonly #asked = new AbortController();

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  async load(): Promise<void> {
    if (this.views !== undefined) return;
    await this.#try(async () => {
      this.views = await this.#session.call((calls) => calls.paymentsViews(this.#asked.signal));
    });
  }

  stop(): void {
    this.#asked.abort();
  }

  /** Open the form, or close it. */
  name(view?: SavedView): void {
    const isOpen = this.naming !== undefined && this.naming.view?.id === view?.id;
    const id = view?.id ?? crypto.randomUUID();
    this.naming = isOpen ? undefined : { id, busy: false, ...(view && { view }) };
    this.removed = undefined;
    this.#onChange();
  }

  /** Keep what is shown under a name; or give the view of the form another one. @returns whether it is kept */
  async save(name: string, shown: PaymentsList): Promise<boolean> {
    const { naming } = this;
    if (naming === undefined || naming.busy) return false;
    if (name.trim() === '') return this.#stay(w.nameMissing);
    const { id, view } = naming;
    this.naming = { id, busy: true, ...(view && { view }) };
    this.#onChange();
    const wanted = { id, name: name.trim(), list: view?.list ?? shown };
    try {
      const answer = await this.#session.call((calls) => calls.saveView(wanted));
      if (!answer.ok) return this.#stay(w.notSaved[answer.reason]);
      this.#put(answer.view);
      this.naming = undefined;
    } catch (error) {
      return this.#stay(error instanceof SignedOut ? undefined : sentenceOf(error));
    }
    this.#onChange();
    return true;
  }

  async remove(view: SavedView): Promise<void> {
    this.naming = undefined;
    await this.#try(async () => {
      await this.#session.call((calls) => calls.removeView({ viewId: view.id, isRemoved: true }));
      if (this.views) this.views = { ...this.views, own: this.views.own.filter(({ id }) => id !== view.id) };
      this.removed = view;
    });
  }

  /** Bring back the one that was taken away last. */
  async undo(): Promise<void> {
    const { removed } = this;
    if (removed === undefined) return;
    await this.#try(async () => {
      await this.#session.call((calls) => calls.removeView({ viewId: removed.id, isRemoved: false }));
      this.#put(removed);
      this.removed = undefined;
    });
  }

  #put(view: SavedView): void {
    if (this.views === undefined) return;
    const isThere = this.views.own.some(({ id }) => id === view.id);
    const own = isThere
      ? this.views.own.map((one) => (one.id === view.id ? view : one))
      : [...this.views.own, view];
    this.views = { ...this.views, own };
  }

  async #try(act: () => Promise<void>): Promise<void> {
    this.problem = undefined;
    try {
      await act();
    } catch (error) {
      if (this.#asked.signal.aborted) return;
      if (!(error instanceof SignedOut)) this.problem = sentenceOf(error);
    }
    this.#onChange();
  }

  #stay(problem: string | undefined): false {
    const { id = crypto.randomUUID(), view } = this.naming ?? {};
    this.naming = { id, busy: false, ...(view && { view }), ...(problem !== undefined && { problem }) };
    this.#onChange();
    return false;
  }
}
