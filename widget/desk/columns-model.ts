import type { PaymentsColumn } from '../../api/contract/index.ts';
import { SignedOut } from './failure.ts';
import type { Session } from './session.ts';

/** All there are beside the date, as whoever never chose sees them. */
export const COLUMNS = [
  'receipt',
  'payer',
  'person',
  'amount',
  'fee',
  'total',
  'way',
  'state',
  'payout',
] as const satisfies readonly PaymentsColumn[];

/** Which columns of the payments list are shown, in which order. The list follows at once; they are kept when the choosing ends. */
export class ColumnsModel {
  /** The choosing is under way. */
  open = false;
  /** They are shown, and will be usual again next time. */
  notKept = false;
  /** The one that was moved last. */
  moved: PaymentsColumn | undefined;

  #chosen: readonly PaymentsColumn[] | undefined;
  #toKeep = false;
  readonly #session: Session;
  readonly #onChange: () => void;
  readonly #kept: () => readonly PaymentsColumn[] | undefined;

  /** @param kept as the server has them, once it said */
  constructor(session: Session, onChange: () => void, kept: () => readonly PaymentsColumn[] | undefined) {
    this.#session = session;
    this.#onChange = onChange;
    this.#kept = kept;
  }

  begin(): void {
    this.open = true;
    this.#onChange();
  }

  /** At least one. */
  get shown(): readonly PaymentsColumn[] {
    return this.#chosen ?? this.#kept() ?? COLUMNS;
  }

  /** The shown ones, then the others. */
  get all(): readonly PaymentsColumn[] {
    return [...this.shown, ...COLUMNS.filter((column) => !this.shown.includes(column))];
  }

  /** Show a column as the last one, or no more. The last that is shown stays. */
  toggle(column: PaymentsColumn): void {
    const { shown } = this;
    if (!shown.includes(column)) return this.#choose([...shown, column]);
    if (shown.length > 1) this.#choose(shown.filter((each) => each !== column));
  }

  /** Move a column that is shown one place towards the date, or away from it. */
  move(column: PaymentsColumn, by: -1 | 1): void {
    const at = this.shown.indexOf(column);
    const to = at + by;
    if (at === -1 || to < 0 || to >= this.shown.length) return;
    this.moved = column;
    this.#choose(this.shown.toSpliced(at, 1).toSpliced(to, 0, column));
  }

  reset(): void {
    this.#choose(COLUMNS);
  }

  /** The choosing ended. */
  async keep(): Promise<void> {
    this.open = false;
    this.moved = undefined;
    this.#onChange();
    if (!this.#toKeep) return;
    this.#toKeep = this.notKept = false;
    const columns = [...this.shown];
    try {
      await this.#session.call((calls) => calls.keepColumns({ columns }));
    } catch (error) {
      this.#toKeep = true;
      if (!(error instanceof SignedOut)) this.notKept = true;
    }
    this.#onChange();
  }

  #choose(columns: readonly PaymentsColumn[]): void {
    this.#chosen = columns;
    this.#toKeep = true;
    this.#onChange();
  }
}
