import type { PaymentStory } from '../../api/contract/index.ts';
import { Asking } from './asking.ts';
import { ReceiptSending } from './receipt-sending.ts';
import type { Session } from './session.ts';

/** One payment's story. The old one stays, dated, when a call for the same payment fails. */
export class StoryModel extends Asking {
  paymentId: string | undefined;
  story: PaymentStory | undefined;
  asOf: string | undefined;
  /** Events of this kind alone are shown; '': all of them. */
  eventKind = '';
  readonly receipt: ReceiptSending;

  constructor(session: Session, changed: () => void) {
    super(session, changed);
    this.receipt = new ReceiptSending(session, changed);
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

  showEvents(kind: string): void {
    this.eventKind = kind;
    this.changed();
  }

  /** Have the receipt mailed again; its sending is in the timeline once it is out. */
  async sendReceipt(): Promise<void> {
    if (this.paymentId !== undefined) await this.receipt.send(this.paymentId);
  }

  async again(): Promise<void> {
    const { paymentId } = this;
    if (paymentId === undefined) return;
    await this.ask(
      (calls, signal) => calls.paymentStory(paymentId, signal),
      (story) => {
        this.story = story;
        this.asOf = new Date().toISOString();
      },
    );
  }
}
