import type { TryStep } from './messages.ts';
import { isAnswer, type PaymentState } from './states.ts';

type Hear = (state: PaymentState) => void;

/**
 * Who waits for a try hears of it as soon as a worker of the same process has committed its books: Temporal answers
 * when the workflow task has ended, too, and no payer needs to wait for that. Nothing rests on being heard here. A
 * worker elsewhere tells nobody in this process, and then Temporal's answer is the first.
 */
export class Outcomes {
  readonly #waiting = new Map<string, Set<Hear>>();

  /** @returns what is told of the try, or what Temporal answers: whichever comes first */
  async soonest(of: TryStep, ask: () => Promise<PaymentState | null>): Promise<PaymentState | null> {
    const { promise, resolve } = Promise.withResolvers<PaymentState>();
    const key = keyOf(of);
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting.add(resolve));
    try {
      return await Promise.race([promise, ask()]);
    } finally {
      waiting.delete(resolve);
      if (waiting.size === 0) this.#waiting.delete(key);
    }
  }

  /** A try's books are committed. */
  tell(of: TryStep, state: PaymentState): void {
    if (isAnswer(state)) this.#waiting.get(keyOf(of))?.forEach((hear) => hear(state));
  }
}

const keyOf = ({ paymentId, n }: TryStep) => `${paymentId}:${n}`;
