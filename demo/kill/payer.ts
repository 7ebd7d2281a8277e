import { setTimeout as delay } from 'node:timers/promises';
import { TRPCClientError } from '@trpc/client';
import type { PaymentView } from '../../api/contract/index.ts';
import { sandboxStripe } from '../../config.ts';
import type { PayerClient, Wish } from '../e2e/payer-client.ts';
import { connectedAccount } from '../sample/world.ts';
import type { Machine } from './machine.ts';
import type { Stage, StoryName } from './steps.ts';

const AGAIN_MS = 400;
const PATIENCE_MS = 400_000;

/** Which test card each story begins with. */
const cards: Readonly<Record<StoryName, string>> = {
  card: 'pm_card_visa',
  '3-D Secure': 'pm_card_authenticationRequired',
  'second try': 'pm_card_visa_chargeDeclined',
  'let go': 'pm_card_visa_chargeDeclined',
};

/**
 * A payer whose page does not give up: what is not answered is looked up by the attempt's key, and sent again under
 * the same key where it never arrived.
 */
export class Payer {
  readonly client: PayerClient;
  readonly #machine: Machine;
  readonly #story: StoryName;

  constructor(client: PayerClient, machine: Machine, story: StoryName) {
    this.client = client;
    this.#machine = machine;
    this.#story = story;
  }

  /** All up to pressing "Pay". */
  fillIn(amountCents: number): Promise<Wish> {
    return this.client.prepare({ kind: 'other', amountCents }, cards[this.#story]);
  }

  /**
   * From pressing "Pay" to the end that the story has.
   * @param reach is awaited before each stage: the trap may be set now
   */
  async play(wish: Wish, reach: (stage: Stage) => Promise<void>): Promise<void> {
    await reach('pays');
    const { id } = await this.#pay(wish);
    if (this.#story === 'card') return void (await this.#until(id, ({ status }) => status === 'succeeded'));
    if (this.#story === '3-D Secure') return this.#passCheck(id, reach);
    await this.#until(id, ({ failure }) => failure?.mayTryAgain === true);
    if (this.#story === 'let go') return this.#letGo(id, reach);
    const confirmationToken = await untilAnswered(() => this.client.token('pm_card_visa'));
    await reach('tries again');
    await this.#tryAgain({ paymentId: id, attemptKey: crypto.randomUUID(), confirmationToken });
    await this.#until(id, ({ status }) => status === 'succeeded');
  }

  #pay(wish: Wish): Promise<PaymentView> {
    const { payer } = this.client.api;
    return this.#known(wish.attemptKey, () => payer.pay.mutate(wish));
  }

  #tryAgain(wish: {
    paymentId: string;
    attemptKey: string;
    confirmationToken: string;
  }): Promise<PaymentView> {
    const { payer } = this.client.api;
    return this.#known(wish.attemptKey, () => payer.tryAgain.mutate(wish));
  }

  /** Sent until the try is known: never under another key. */
  #known(
    attemptKey: string,
    send: () => Promise<{ ok: true; payment: PaymentView } | { ok: false; refusal: { code: string } }>,
  ): Promise<PaymentView> {
    const { payer } = this.client.api;
    return untilAnswered(async () => {
      const answer = await send().catch(async (error: unknown) => {
        const { payment } = await payer.statusOfAttempt.query({ attemptKey });
        if (payment === undefined) throw error;
        return { ok: true, payment } as const;
      });
      if (answer.ok) return answer.payment;
      throw new Refused(answer.refusal.code);
    });
  }

  async #passCheck(paymentId: string, reach: (stage: Stage) => Promise<void>): Promise<void> {
    const { clientSecret = '' } = await this.#until(paymentId, (view) => view.clientSecret !== undefined);
    await reach('passes the check');
    await untilAnswered(() => this.#answerChallenge(clientSecret));
    await this.#until(paymentId, ({ status }) => status === 'succeeded');
  }

  /** What the bank's page posts. One that was passed before the sandbox could say so is refused: that is known, too. */
  async #answerChallenge(clientSecret: string): Promise<void> {
    const { stripe } = this.#machine.addresses;
    const [intentId = ''] = clientSecret.split('_secret_');
    const answer = await fetch(`${stripe}/v1/sandbox/challenges/${intentId}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${sandboxStripe(stripe).publishableKey}`,
        'stripe-account': connectedAccount,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ client_secret: clientSecret, passed: 'true' }).toString(),
    });
    await answer.text();
    if (answer.status >= 500) throw new Error(`The bank's page answered ${answer.status}`);
  }

  async #letGo(paymentId: string, reach: (stage: Stage) => Promise<void>): Promise<void> {
    const { payer } = this.client.api;
    await reach('lets go');
    await untilAnswered(async () => {
      const { failure } = await payer.cancel.mutate({ paymentId });
      if (failure?.mayTryAgain !== false) throw new Error('it is not canceled yet');
    });
  }

  #until(paymentId: string, isSo: (view: PaymentView) => boolean): Promise<PaymentView> {
    return untilAnswered(async () => {
      const view = await this.client.api.payer.status.query({ paymentId });
      if (isSo(view)) return view;
      throw new Error(`it is ${view.status}${view.failure ? ` (${view.failure.code})` : ''}`);
    });
  }
}

/** The product said no, for good. */
class Refused extends Error {
  override name = 'Refused';
}

/** Again and again: what fails while something is down is no answer. @throws what the last one threw */
async function untilAnswered<T>(ask: () => Promise<T>): Promise<T> {
  const end = performance.now() + PATIENCE_MS;
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      const isFinal = error instanceof Refused || isOurMistake(error);
      if (isFinal || performance.now() > end) throw error;
      await delay(AGAIN_MS);
    }
  }
}

/** An answer that another asking will not change. */
function isOurMistake(error: unknown): boolean {
  if (!(error instanceof TRPCClientError)) return false;
  const data: unknown = error.data;
  const code: unknown = typeof data === 'object' && data !== null && 'code' in data ? data.code : undefined;
  return ['BAD_REQUEST', 'NOT_FOUND', 'FORBIDDEN', 'UNAUTHORIZED', 'CONFLICT'].includes(String(code));
}
