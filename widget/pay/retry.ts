/** Waits before each next try, in seconds; the last one repeats. */
const WAITS_S = [5, 15, 30, 60];
/** The longest that somebody who looks on has to wait. */
const SEEN_S = 15;

/** Does again what could not be done, after a count-down that can be cut short; at once when the network is back. */
export class Retry {
  readonly #tick: (secondsLeft: number) => void;
  #tries = 0;
  #again: (() => void) | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

  /** @param tick told each second how many are left */
  constructor(tick: (secondsLeft: number) => void) {
    this.#tick = tick;
  }

  /** @returns seconds until `again` is done */
  schedule(again: () => void): number {
    this.stop();
    let left = seen(WAITS_S[this.#tries++] ?? 60);
    this.#again = again;
    this.#timer = setInterval(() => {
      left = seen(left - 1);
      if (left > 0) this.#tick(left);
      else this.now();
    }, 1000);
    addEventListener('online', this.#online);
    return left;
  }

  now(): void {
    const again = this.#again;
    this.stop();
    again?.();
  }

  /** No count-down for now; `now` still does it. */
  pause(): void {
    clearInterval(this.#timer);
    removeEventListener('online', this.#online);
  }

  stop(): void {
    this.pause();
    this.#again = undefined;
  }

  /** It worked: the next trouble starts with the shortest wait. */
  reset(): void {
    this.#tries = 0;
  }

  readonly #online = (): void => {
    this.reset();
    this.now();
  };
}

const seen = (seconds: number): number =>
  document.visibilityState === 'visible' ? Math.min(seconds, SEEN_S) : seconds;
