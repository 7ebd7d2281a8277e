import type Stripe from 'stripe';
import { sandboxStripe } from '../../config.ts';
import { onAccount, openStripe } from '../../workflows/stripe/client.ts';
import { connectedAccount } from '../sample/world.ts';

const confirms = { method: 'POST', path: '/confirm$', regex: true };

/** The tester's side of the Stripe sandbox: make it fail, and count what it did. */
export class SandboxControl {
  readonly #url: string;
  readonly stripe: Stripe;

  constructor(url: string) {
    this.#url = url;
    this.stripe = openStripe({ secretKey: sandboxStripe(url).secretKey, url });
  }

  /** What goes wrong at the next confirm of a payment. */
  async atNextConfirm(
    fault: { kind: 'act_then_hang'; ms?: number } | { kind: 'slow'; ms: number } | { kind: 'cut' },
  ): Promise<void> {
    const times = fault.kind === 'slow' ? 1 : 2; // the client asks once more after a cut connection
    await this.#post({ ...fault, match: confirms, times });
  }

  /** Every confirm from now on takes so long, as Stripe itself takes its time. */
  everyConfirmTakes(ms: number): Promise<void> {
    return this.#post({ kind: 'slow', ms, rate: 1, match: confirms });
  }

  /** The next deliveries that are due do not arrive, and are not tried again. */
  loseWebhooks(times: number): Promise<void> {
    return this.#post({ kind: 'webhook_lost', times });
  }

  /** Any fault, as the sandbox's README describes them. */
  fault(fault: object): Promise<void> {
    return this.#post(fault);
  }

  /** Every payment made at Stripe, newest first. */
  async intents(): Promise<Stripe.PaymentIntent[]> {
    const { data } = await this.stripe.paymentIntents.list({ limit: 100 }, onAccount(connectedAccount));
    return data;
  }

  /** The newest payment's payer answers their bank, on their telephone as it were. */
  async answerBank(passed: boolean): Promise<void> {
    const [newest] = await this.intents();
    const answer = await fetch(`${this.#url}/v1/sandbox/challenges/${newest?.id}`, {
      method: 'POST',
      headers: { authorization: 'Bearer pk_test_sandbox', 'stripe-account': connectedAccount },
      body: new URLSearchParams({ client_secret: newest?.client_secret ?? '', passed: String(passed) }),
    });
    if (!answer.ok) throw new Error(`The bank was not answered: ${await answer.text()}`);
  }

  async #post(fault: object): Promise<void> {
    const answer = await fetch(`${this.#url}/_sandbox/faults`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fault),
    });
    if (!answer.ok) throw new Error(`The sandbox refused the fault: ${await answer.text()}`);
  }

  /** Money that Stripe took and that nobody asked for. */
  async chargeBehindOurBack(): Promise<void> {
    const params = {
      amount: 700,
      currency: 'usd',
      payment_method: 'pm_card_visa',
      automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const },
      confirm: true,
    };
    await this.stripe.paymentIntents.create(params, onAccount(connectedAccount));
  }

  /** The PaymentIntents that were made for a payment of ours. */
  async intentsOf(paymentId: string): Promise<Stripe.PaymentIntent[]> {
    const { data } = await this.stripe.paymentIntents.list({ limit: 100 }, onAccount(connectedAccount));
    return data.filter(({ metadata }) => metadata['payment_id'] === paymentId);
  }

  /** @returns minor units that Stripe took for a payment of ours */
  async chargedFor(paymentId: string): Promise<number> {
    const intents = await this.intentsOf(paymentId);
    return intents.reduce((total, { amount_received: received }) => total + received, 0);
  }

  /** Webhooks that are still on their way. */
  async waitingDeliveries(): Promise<number> {
    const answer = await fetch(`${this.#url}/_sandbox/state`);
    const { deliveries } = (await answer.json()) as { deliveries: Record<string, number> };
    return deliveries['waiting'] ?? 0;
  }

  /** Those that wait for their next try are sent now. */
  async deliverNow(): Promise<void> {
    await fetch(`${this.#url}/_sandbox/deliveries`, { method: 'POST' });
  }

  /** Charges that took money. */
  async charges(): Promise<Stripe.Charge[]> {
    const { data } = await this.stripe.charges.list({ limit: 100 }, onAccount(connectedAccount));
    return data.filter(({ paid }) => paid);
  }
}
