import type { Db } from '../../prisma/client.ts';
import { books } from '../../workflows/payment/activities/books.ts';
import { charge } from '../../workflows/payment/activities/charge.ts';
import type { PaymentDeps } from '../../workflows/payment/activities/deps.ts';
import { gate } from '../../workflows/payment/activities/gate.ts';
import { readBack } from '../../workflows/payment/activities/read-back.ts';
import type { TryResult } from '../../workflows/payment/messages.ts';
import type { PaymentState } from '../../workflows/payment/states.ts';
import type { WorldClock } from './clock.ts';

/**
 * Temporal's place while a world is made: the product's own activities, in the order and under the keys of
 * workflows/payment/workflow.ts. Nothing here decides about money; who calls says only what the payer does next.
 */
export class CarryOut {
  readonly #deps: PaymentDeps;
  readonly #clock: WorldClock;

  constructor(deps: { db: Db; stripe: PaymentDeps['stripe'] }, clock: WorldClock) {
    this.#deps = { ...deps, clock: clock.read };
    this.#clock = clock;
  }

  /** The gate, and where it allows it the first try. */
  async first(paymentId: string): Promise<PaymentState> {
    const { state } = await gate(this.#deps, { paymentId });
    return state === 'charging' ? this.try(paymentId, 1) : state;
  }

  /** A try that the payer asked for. */
  async try(paymentId: string, n: number): Promise<PaymentState> {
    this.#clock.pass(180);
    const key = keysOf(paymentId);
    const step = { paymentId, n, createKey: key('create'), confirmKey: key(`confirm:${n}`) };
    const result = await charge(this.#deps, step);
    this.#clock.pass(940);
    return this.#record(paymentId, n, result);
  }

  /** Canceled at Stripe first: the payment ends only then, and as it says. */
  async close(paymentId: string, n: number, as: 'expired' | 'canceled'): Promise<PaymentState> {
    const key = keysOf(paymentId);
    const step = { paymentId, n, cancel: true, cancelKey: key(`cancel:${n}`) };
    const result = await readBack(this.#deps, step);
    const ended = result.kind === 'canceled' || result.kind === 'failed';
    return this.#record(paymentId, n, ended ? { kind: as } : result);
  }

  #record(paymentId: string, n: number, result: TryResult): Promise<PaymentState> {
    return books(this.#deps, { paymentId, n, result, entryKey: keysOf(paymentId)('capture') });
  }
}

const keysOf = (paymentId: string) => (step: string) => `payment/${paymentId}:${step}`;
