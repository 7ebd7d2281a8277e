import type { SendReceiptAnswer } from '../../api/contract/index.ts';
import { sentenceOf, SignedOut } from './failure.ts';
import type { Session } from './session.ts';

/** Has the receipt of the open payment mailed again, and says what came of it. */
export class ReceiptSending {
  busy = false;
  /** What came of the last wish; a text: why it could not be asked. */
  outcome: SendReceiptAnswer | string | undefined;
  #opened = 0;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** Another payment is open: what was said, or is still to be said, is not of it. */
  clear(): void {
    this.#opened += 1;
    this.busy = false;
    this.outcome = undefined;
  }

  /** @returns whether it is on its way */
  async send(paymentId: string): Promise<boolean> {
    if (this.busy) return false;
    const mine = this.#opened;
    this.busy = true;
    this.outcome = undefined;
    this.#onChange();
    const answer = await this.#session.call((calls) => calls.sendReceipt({ paymentId })).catch(problemOf);
    const isSent = typeof answer !== 'string' && answer.ok;
    if (mine !== this.#opened) return isSent;
    this.busy = false;
    this.outcome = answer;
    this.#onChange();
    return isSent;
  }
}

/** Signed out: the frame says so. */
const problemOf = (error: unknown): string => (error instanceof SignedOut ? '' : sentenceOf(error));
