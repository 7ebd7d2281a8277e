import { setTimeout as delay } from 'node:timers/promises';
import type { PaymentView } from '../../api/contract/index.ts';
import type { PayerClient } from '../e2e/payer-client.ts';
import type { SandboxControl } from '../e2e/sandbox-control.ts';
import type { StoryName } from './steps.ts';

const EVERY_MS = 700;
/** By then a sandbox that was killed answers again. */
const STRIPE_MS = 60_000;

/** `f`: failed for good. `d`: failed, may be tried again. */
type Letter = 'p' | 'c' | 'a' | 's' | 'd' | 'f';

/** What a payer may be told, in order, to the end. Every other word is wrong: money that will move was never "failed". */
const rightWords: Readonly<Record<StoryName, RegExp>> = {
  card: /^[pc]*s$/,
  '3-D Secure': /^[pca]*s$/,
  'second try': /^[pc]*d?[pc]*s$/,
  'let go': /^[pc]*d?f$/,
};

/**
 * A second page of the same payer, which asks all the time, through the outage too: by the payment, by the attempt's
 * key and by "is something open?". Each word is held against Stripe's record as it was before the question (for a
 * failure) or is after the answer (for a success), so that no race excuses a wrong one.
 */
export class Words {
  readonly #client: PayerClient;
  readonly #sandbox: SandboxControl;
  readonly #attemptKey: string;
  readonly #story: StoryName;
  readonly #wrong: string[] = [];
  #heard = '';
  #paymentId: string | null = null;
  #moved = false;
  #ending = false;
  readonly #running: Promise<void>;

  constructor(client: PayerClient, sandbox: SandboxControl, attemptKey: string, story: StoryName) {
    this.#client = client;
    this.#sandbox = sandbox;
    this.#attemptKey = attemptKey;
    this.#story = story;
    this.#running = this.#listen();
  }

  /** Known once the attempt's key has been found. */
  get paymentId(): string | null {
    return this.#paymentId;
  }

  /** @returns what was heard, a letter a word, and sentences about the wrong ones */
  async stop(): Promise<{ heard: string; wrong: string[] }> {
    this.#ending = true;
    await this.#running;
    await this.#askAll().catch(() => undefined); // the last word
    const right = rightWords[this.#story].test(this.#heard);
    const order = right ? [] : [`The payer heard, in this order: ${this.#heard}.`];
    return { heard: this.#heard, wrong: [...this.#wrong, ...order] };
  }

  async #listen(): Promise<void> {
    while (!this.#ending) {
      await this.#askAll().catch(() => undefined); // no answer is no word
      await delay(EVERY_MS);
    }
  }

  async #askAll(): Promise<void> {
    const { payer } = this.#client.api;
    const before = this.#heard.at(-1);
    await this.#ask('its attempt', async () => {
      const { payment } = await payer.statusOfAttempt.query({ attemptKey: this.#attemptKey });
      if (payment === undefined && this.#paymentId !== null)
        this.#wrong.push('A try that was known has never arrived, the payer heard.');
      this.#paymentId ??= payment?.id ?? null;
      return payment;
    });
    const paymentId = this.#paymentId;
    if (paymentId === null) return;
    const open = await payer.open.query();
    await this.#ask('the payment', () => payer.status.query({ paymentId }));
    const isOpen = (letter: string | undefined) => letter !== undefined && 'pcad'.includes(letter);
    if (isOpen(before) && isOpen(this.#heard.at(-1)) && open.payment?.id !== paymentId)
      this.#wrong.push('The page that was loaded anew heard of no open payment.');
  }

  async #ask(what: string, question: () => Promise<PaymentView | undefined>): Promise<void> {
    const movedBefore = await this.#hasMoved();
    const view = await question();
    if (view === undefined) return;
    const letter = letterOf(view);
    if (this.#heard.at(-1) !== letter) this.#heard += letter;
    if (view.status === 'failed' && movedBefore)
      this.#wrong.push(`“Failed” (${view.failure?.code}) was said of ${what}, and Stripe had charged.`);
    if (view.status === 'succeeded' && !(await this.#untilKnown()))
      this.#wrong.push(`“Paid” was said of ${what}, and Stripe had not charged.`);
  }

  /** Money that has moved stays moved: what is known holds while Stripe is down. */
  async #hasMoved(): Promise<boolean> {
    if (this.#moved || this.#paymentId === null) return this.#moved;
    const charged = await this.#sandbox.chargedFor(this.#paymentId).catch(() => 0);
    this.#moved = charged > 0;
    return this.#moved;
  }

  async #untilKnown(): Promise<boolean> {
    const giveUpAt = performance.now() + STRIPE_MS;
    while (!this.#moved && this.#paymentId !== null && performance.now() < giveUpAt) {
      const charged = await this.#sandbox.chargedFor(this.#paymentId).catch(() => null);
      if (charged !== null) return (this.#moved = charged > 0);
      await delay(EVERY_MS);
    }
    return true; // nobody can be asked any more: that is told elsewhere
  }
}

function letterOf({ status, failure }: PaymentView): Letter {
  switch (status) {
    case 'processing':
      return 'p';
    case 'checking':
      return 'c';
    case 'needs_action':
      return 'a';
    case 'succeeded':
      return 's';
    case 'failed':
      return failure?.mayTryAgain ? 'd' : 'f';
  }
}
