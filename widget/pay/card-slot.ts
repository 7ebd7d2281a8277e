import type { Stripe, StripeElements, StripePaymentElement } from '@stripe/stripe-js';
import type { Language } from '../../api/contract/index.ts';
import { appearanceOf } from './appearance.ts';
import type { Flow } from './flow.ts';
import type { Payer } from './payer.ts';
import { placeInDocument } from './card-place.ts';
import { giveUpStripe, loadStripe } from './stripe-loader.ts';

const LATE_MS = 5_000;

/**
 * Stripe's Payment Element in a child of the element, shown through `<slot name="card">`: Stripe does not mount in a
 * shadow root, nor on a node that is not yet in the document. Its script is requested when the card step opens.
 */
export class CardSlot {
  readonly #payer: Payer;
  readonly #flow: Flow;
  /** Where Stripe's form is, and the slots that lead there. */
  #place: HTMLElement[] = [];
  #elements: StripeElements | undefined;
  #form: StripePaymentElement | undefined;
  #stripe: Stripe | undefined;
  #opening = 0;
  /** The form is a bank account's. */
  #bank = false;
  readonly #notOpen = () => this.#payer.words.check.cardFailed;

  constructor(payer: Payer) {
    this.#payer = payer;
    this.#flow = payer.flow;
  }

  /** Stripe for this agency's account. @throws {Error} its script did not load */
  async stripe(): Promise<Stripe> {
    if (this.#stripe) return this.#stripe;
    const { agency } = this.#flow.state;
    if (!agency) throw new Error('no agency yet');
    const { publishableKey, account, sandboxScriptUrl } = agency.stripe;
    const make = await loadStripe(sandboxScriptUrl);
    this.#stripe ??= make(publishableKey, {
      locale: this.#flow.words.language,
      ...(account && { stripeAccount: account }),
    });
    return this.#stripe;
  }

  /**
   * Open the card form for an amount, or change the amount of the one that is open. After five seconds the payer is
   * told; a form that comes later is shown all the same.
   * @param amountCents the total, for what Stripe shows; the server charges what it computed itself
   */
  async open(amountCents: number): Promise<void> {
    const { bank: isBank } = this.#flow.state;
    if (this.#form && isBank === this.#bank) return this.#elements?.update({ amount: amountCents });
    this.close();
    this.#bank = isBank;
    const mine = ++this.#opening;
    const current = () => mine === this.#opening;
    this.#flow.set({ card: 'opening' });
    const late = setTimeout(() => current() && this.#state('late'), LATE_MS);
    try {
      const stripe = await this.stripe();
      if (!current()) return;
      this.#mount(stripe, amountCents, () => {
        clearTimeout(late);
        if (!current()) return;
        this.#flow.set({ card: 'ready' });
        if (this.#flow.status === this.#notOpen) this.#flow.say();
      });
    } catch {
      clearTimeout(late);
      if (current()) this.#state('failed');
    }
  }

  /** At the payer's wish: let go of what does not come, and begin anew. @param amountCents as `open` */
  retry(amountCents: number): Promise<void> {
    this.#flow.focusNext = 'title'; // the button that was pressed goes
    this.close();
    giveUpStripe();
    return this.open(amountCents);
  }

  /**
   * One-time token for what was typed, or the sentence Stripe has for what is wrong with it. The token says where a
   * bank that takes the whole page sends the payer back to: here.
   */
  async token(): Promise<{ ok: true; token: string } | { ok: false; message: string | undefined }> {
    if (!this.#stripe || !this.#elements) return { ok: false, message: undefined };
    const checked = await this.#elements.submit();
    if (checked.error) return { ok: false, message: checked.error.message };
    const made = await this.#stripe.createConfirmationToken({
      elements: this.#elements,
      params: {
        ...(location.protocol.startsWith('http') && { return_url: location.href }),
        ...(this.#bank && {
          payment_method_data: { billing_details: { email: this.#flow.state.account?.email ?? '' } },
        }),
      },
    });
    return made.error
      ? { ok: false, message: made.error.message }
      : { ok: true, token: made.confirmationToken.id };
  }

  speak(language: Language): void {
    void this.#elements?.update({ locale: language });
  }

  /** Let go of the form and all that was typed in it. */
  close(): void {
    this.#opening += 1;
    this.#form?.destroy();
    this.#clear();
    this.#form = this.#elements = undefined;
  }

  /** The element left the document: Stripe's frame would be lost without a word. */
  detach(): void {
    this.#form?.unmount();
    this.#clear();
  }

  /** The element is back, perhaps in another place. */
  attach(): void {
    if (this.#form) this.#form.mount(this.#newPlace());
  }

  #mount(stripe: Stripe, amountCents: number, ready: () => void): void {
    const { host, words } = this.#flow;
    this.#elements = stripe.elements({
      mode: 'payment',
      amount: amountCents,
      currency: 'usd',
      locale: words.language,
      appearance: appearanceOf(host),
      ...(this.#bank
        ? {
            allowedPaymentMethodTypes: ['us_bank_account'],
            // linked at the bank at once: what is only typed would wait for days to be found right
            paymentMethodOptions: { us_bank_account: { verification_method: 'instant' } },
          }
        : { allowedPaymentMethodTypes: ['card'] }),
    });
    this.#form = this.#elements.create('payment', {
      wallets: { applePay: 'never', googlePay: 'never' },
      // we know the address, and say ourselves what is agreed to
      ...(this.#bank && {
        fields: { billingDetails: { email: 'never' } },
        terms: { usBankAccount: 'never' },
      }),
    });
    this.#form.on('ready', ready);
    this.#form.on('loaderror', () => this.#state('failed'));
    this.#form.mount(this.#newPlace()); // Stripe refuses a node outside the document, or in a shadow root
  }

  #newPlace(): HTMLElement {
    this.#clear();
    const [place, ...slots] = placeInDocument(this.#flow.host);
    this.#place = [place, ...slots];
    return place;
  }

  #clear(): void {
    for (const node of this.#place) node.remove();
    this.#place = [];
  }

  #state(card: 'late' | 'failed'): void {
    this.#flow.set({ card });
    this.#flow.say(this.#notOpen);
    this.#flow.emit('onward-error', { code: 'card_form', recoverable: true });
    if (card === 'failed') this.close();
  }
}
