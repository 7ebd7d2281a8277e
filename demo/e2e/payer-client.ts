import type Stripe from 'stripe';
import { createTRPCClient, httpLink, type TRPCClient } from '@trpc/client';
import type { AppRouter, Choice, PaymentView, PersonView } from '../../api/contract/index.ts';
import { onAccount, openStripe } from '../../workflows/stripe/client.ts';
import { connectedAccount } from '../sample/world.ts';
import { sandboxStripe } from '../../config.ts';
import type { Addresses } from '../demo.ts';
import { agency } from '../sample/world.ts';
import { until } from './until.ts';

/** What is asked of `pay`. */
export type Wish = Parameters<TRPCClient<AppRouter>['payer']['pay']['mutate']>[0];

/** A signed-in payer without a browser: the calls that the widget makes, and nothing more. */
export class PayerClient {
  readonly api: TRPCClient<AppRouter>;
  readonly person: PersonView;
  readonly #sandbox: string;
  #stripe: Stripe | undefined;

  private constructor(api: TRPCClient<AppRouter>, person: PersonView, sandbox: string) {
    this.api = api;
    this.person = person;
    this.#sandbox = sandbox;
  }

  /** @param who.from an address that they call from, where the product believes its proxies */
  static async signIn(
    addresses: Addresses,
    { from, ...who }: { email: string; password: string; from?: string },
  ): Promise<PayerClient> {
    const session: { token?: string } = {};
    const api = createTRPCClient<AppRouter>({
      links: [
        httpLink({
          url: `${addresses.product}/trpc`,
          methodOverride: 'POST',
          headers: () => ({
            'x-onward': '1',
            'x-onward-agency': agency.publishableKey,
            origin: addresses.agency,
            ...(from && { 'x-forwarded-for': from }),
            ...(session.token && { authorization: `Bearer ${session.token}` }),
          }),
        }),
      ],
    });
    const answer = await api.auth.signIn.mutate(who);
    if (!answer.ok) throw new Error(`Not signed in: ${JSON.stringify(answer)}`);
    session.token = answer.session.accessToken;
    const [person] = answer.session.account.people;
    if (person === undefined) throw new Error('The account pays for nobody.');
    return new PayerClient(api, person, addresses.stripe ?? '');
  }

  /**
   * Choose, see the quote, and fill in a card: all up to pressing "Pay".
   * @param card a test card's name, e.g. `pm_card_visa`
   * @param kinds only obligations of these kinds; absent: all
   */
  async prepare(choice: Choice, card: string, kinds?: readonly string[]): Promise<Wish> {
    return this.fillIn(await this.debts(kinds), choice, card);
  }

  /** @param kinds only obligations of these kinds; absent: all */
  async debts(kinds?: readonly string[]): Promise<string[]> {
    const { obligations } = await this.api.payer.owed.query({ personId: this.person.id });
    return obligations.filter(({ kind }) => kinds?.includes(kind) ?? true).map(({ id }) => id);
  }

  /** `prepare` of debts that are known already. */
  async fillIn(obligationIds: string[], choice: Choice, card: string): Promise<Wish> {
    const personId = this.person.id;
    const quoted = await this.api.payer.quote.query({ personId, obligationIds, choice });
    if (!quoted.ok) throw new Error(`No quote: ${JSON.stringify(quoted.refusal)}`);
    return {
      attemptKey: crypto.randomUUID(),
      personId,
      obligationIds,
      choice,
      quoteDigest: quoted.quote.digest,
      confirmationToken: await this.token(card),
      payAgain: false,
    };
  }

  /** A confirmation token, as the processor's form would make it. */
  async token(card: string): Promise<string> {
    this.#stripe ??= openStripe({ secretKey: sandboxStripe(this.#sandbox).secretKey, url: this.#sandbox });
    const { id } = await this.#stripe.testHelpers.confirmationTokens.create(
      { payment_method: card },
      onAccount(connectedAccount),
    );
    return id;
  }

  /** Ask until the payment has ended, or needs the payer. */
  untilSettled(paymentId: string, withinMs = 60_000): Promise<PaymentView> {
    const isSettled = ({ status }: PaymentView) => status !== 'processing' && status !== 'checking';
    const look = async () => {
      const payment = await this.api.payer.status.query({ paymentId });
      return isSettled(payment) ? payment : null;
    };
    return until(`payment ${paymentId} to end`, look, withinMs);
  }
}
