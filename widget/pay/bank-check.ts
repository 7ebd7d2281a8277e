import type { PaymentView } from '../../api/contract/index.ts';
import type { Payer } from './payer.ts';

/** The bank's own question, which Stripe.js shows over the page. Its end is learnt from the server, never from here. */
export class BankCheck {
  readonly #payer: Payer;
  readonly #after: () => Promise<void>;
  #asked = '';

  /** @param after what to do when the question was answered or closed, or could not be shown */
  constructor(payer: Payer, after: () => Promise<void>) {
    this.#payer = payer;
    this.#after = after;
  }

  /** Show the question of this payment, unless it is on show or was. */
  async ask({ clientSecret }: PaymentView): Promise<void> {
    if (!clientSecret || this.#asked === clientSecret) return;
    const { flow, card } = this.#payer;
    this.#asked = clientSecret;
    try {
      const stripe = await card.stripe();
      await stripe.handleNextAction({ clientSecret });
    } catch {
      flow.emit('onward-error', { code: 'bank_check', recoverable: true });
    }
    await this.#after();
  }

  /** The next question may be the same one once more: another try of a payment has the same secret. */
  forget(): void {
    this.#asked = '';
  }
}
