import type { PaymentStory } from '../../api/contract/index.ts';
import { failureOf, SignedOut, type Failure } from './failure.ts';
import { ReceiptSending } from './receipt-sending.ts';
import type { Session } from './session.ts';

/** One payment's story. The old one stays, dated, when a call for the same payment fails. */
export class StoryModel {
  paymentId: string | undefined;
  story: PaymentStory | undefined;
  asOf: string | undefined;
  busy = false;
  failure: Failure | undefined;
  /** Events of this kind alone are shown; '': all of them. */
  eventKind = '';
  readonly receipt: ReceiptSending;

  #asked = new AbortController();
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
    this.receipt = new ReceiptSending(session, onChange);
  }

  async open(paymentId: string): Promise<void> {
    if (paymentId !== this.paymentId) {
      this.story = this.asOf = undefined;
      this.eventKind = '';
    }
    this.receipt.clear();
    this.paymentId = paymentId;
    await this.again();
  }

  /** Its view is gone: what is on the way is of no use. */
  stop(): void {
    this.#asked.abort();
  }

  showEvents(kind: string): void {
    this.eventKind = kind;
    this.#onChange();
  }

  /** Have the receipt mailed again; its sending is in the timeline once it is out. */
  async sendReceipt(): Promise<void> {
    if (this.paymentId !== undefined) await this.receipt.send(this.paymentId);
  }

  async again(): Promise<void> {
    const { paymentId } = this;
    if (paymentId === undefined) return;
    this.#asked.abort();
    const { signal } = (this.#asked = new AbortController());
    this.busy = true;
    this.failure = undefined;
    this.#onChange();
    try {
      const story = await this.#session.call((calls) => calls.paymentStory(paymentId, signal));
      if (signal.aborted) return;
      this.story = story;
      this.asOf = new Date().toISOString();
    } catch (error) {
      if (signal.aborted) return; // a newer question took its place
      if (!(error instanceof SignedOut)) this.failure = failureOf(error);
    }
    this.busy = false;
    this.#onChange();
  }
}
