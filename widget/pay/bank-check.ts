import type { PaymentView } from '../../api/contract/index.ts';
import type { Payer } from './payer.ts';

/** While the page is busy or offline, its way back to the card waits this long and looks again. */
const AGAIN_MS = 2_000;

/** What Stripe.js tells of a payment, on the page and in an error: the part that is used. */
interface Told {
  status: string;
  next_action: { type: string } | null;
}

/** The bank's own question, which Stripe.js shows over the page. Its end is learnt from the server, never from here. */
export class BankCheck {
  readonly #payer: Payer;
  readonly #after: () => Promise<void>;
  readonly #giveUp: () => Promise<void>;
  /** The secret of the payment whose question is on show, or was. */
  #asked = '';
  #round = 0;
  /** Until the page goes back to the card; null once it has. */
  #patience: ReturnType<typeof setTimeout> | undefined | null;

  /**
   * @param after what to do when the question was answered or closed, or could not be shown
   * @param giveUp what to do when the payer has not answered for five minutes
   */
  constructor(payer: Payer, after: () => Promise<void>, giveUp: () => Promise<void>) {
    this.#payer = payer;
    this.#after = after;
    this.#giveUp = giveUp;
  }

  /**
   * Show the question of this payment, unless it is on show or was, and see that it does not stand for ever.
   * @param why it was `found` on a page that was just opened, where nobody has pressed anything: then not away from the
   *   page; `pressed`: the payer wants to see it, however late it is
   */
  async ask({ clientSecret, bankCheck }: PaymentView, why?: 'found' | 'pressed'): Promise<void> {
    if (bankCheck?.mayTryAgain) this.#wait(bankCheck.secondsLeft * 1000);
    const isLate = why !== 'pressed' && bankCheck?.secondsLeft === 0;
    if (!clientSecret || this.#asked === clientSecret || isLate) return;
    const { flow } = this.#payer;
    this.#asked = clientSecret;
    const mine = ++this.#round;
    const told = await this.#show(clientSecret, why === 'found').catch(() => {
      flow.emit('onward-error', { code: 'bank_check', recoverable: true });
      return undefined;
    });
    if (mine !== this.#round) return;
    if (told && told.status !== 'requires_action') flow.set({ answered: true });
    await this.#after();
  }

  /** The next question may be the same one once more: another try of a payment has the same secret. */
  forget(): void {
    this.#asked = '';
    this.#round += 1;
    this.#payer.flow.set({ answered: false });
  }

  /** Another try: its question has its own five minutes. */
  anew(): void {
    this.forget();
    this.stop();
  }

  stop(): void {
    clearTimeout(this.#patience ?? undefined);
    this.#patience = undefined;
  }

  /** @returns how the payment stands, as far as Stripe.js tells */
  async #show(clientSecret: string, found: boolean): Promise<Told | undefined> {
    const stripe = await this.#payer.card.stripe();
    if (found) {
      const { paymentIntent } = await stripe.retrievePaymentIntent(clientSecret);
      const leaves = paymentIntent?.next_action?.type === 'redirect_to_url'; // back from the bank is not there again
      if (leaves || paymentIntent?.status !== 'requires_action') return paymentIntent;
    }
    const { paymentIntent, error } = await stripe.handleNextAction({ clientSecret });
    if (document.activeElement === document.body) {
      this.#payer.flow.focusNext = 'title'; // a dialog that closes may leave the keyboard nowhere
      this.#payer.flow.set({});
    }
    return paymentIntent ?? error?.payment_intent;
  }

  #wait(ms: number): void {
    if (this.#patience !== undefined) return;
    this.#patience = setTimeout(() => {
      const { step, busy, lost, answered } = this.#payer.flow.state;
      const stays = step === 'waiting' && (busy || lost || answered);
      this.#patience = stays ? undefined : null;
      if (stays) this.#wait(AGAIN_MS);
      else if (step === 'waiting') void this.#giveUp();
    }, ms);
  }
}
