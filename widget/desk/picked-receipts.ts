import type { SendReceiptAnswer } from '../../api/contract/index.ts';
import { SignedOut } from './failure.ts';
import type { Session } from './session.ts';

/** How many receipts had which end. */
export interface ReceiptsOutcome {
  sent: number;
  /** Somebody had it mailed a moment ago. */
  justNow: number;
  /** One waits for the mail server already, and goes out by itself. */
  notOutYet: number;
  /** The payment has no receipt: it is not paid. */
  notPaid: number;
  /** It could not be asked. */
  failed: number;
}

/** Has the receipts of picked payments mailed again, one after the other, as each one's own page does. */
export class PickedReceipts {
  /** While it goes on: how many have been asked for. */
  progress: { done: number; of: number } | undefined;
  outcome: ReceiptsOutcome | undefined;
  #isStopped = false;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Others are picked: what was said is not of them. */
  clear(): void {
    this.outcome = undefined;
  }

  /** The view is gone: those that were not asked for yet are not. */
  stop(): void {
    this.#isStopped = true;
  }

  async send(paymentIds: Iterable<string>): Promise<void> {
    if (this.progress !== undefined) return;
    const ids = [...paymentIds];
    this.#isStopped = false;
    const ends: (keyof ReceiptsOutcome)[] = [];
    for (const paymentId of ids) {
      this.#tell({ progress: { done: ends.length, of: ids.length }, outcome: undefined });
      const end = await this.#sendOne(paymentId);
      if (end === 'signed_out' || this.#isStopped) break;
      ends.push(end);
    }
    const outcome = { sent: 0, justNow: 0, notOutYet: 0, notPaid: 0, failed: 0 };
    for (const end of ends) outcome[end]++;
    this.#tell({ progress: undefined, outcome: ends.length === 0 ? undefined : outcome });
  }

  async #sendOne(paymentId: string): Promise<keyof ReceiptsOutcome | 'signed_out'> {
    try {
      return endOf(await this.#session.call((calls) => calls.sendReceipt({ paymentId })));
    } catch (error) {
      return error instanceof SignedOut ? 'signed_out' : 'failed';
    }
  }

  #tell({ progress, outcome }: Pick<PickedReceipts, 'progress' | 'outcome'>): void {
    this.progress = progress;
    this.outcome = outcome;
    this.#onChange();
  }
}

const endOf = (answer: SendReceiptAnswer): keyof ReceiptsOutcome =>
  answer.ok ? 'sent' : refusals[answer.reason];

const refusals = {
  not_paid: 'notPaid',
  sent_just_now: 'justNow',
  not_out_yet: 'notOutYet',
} as const satisfies Record<(SendReceiptAnswer & { ok: false })['reason'], keyof ReceiptsOutcome>;
