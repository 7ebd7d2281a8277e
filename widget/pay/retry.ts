/** Waits before each next try, in seconds; the last one repeats. */
const WAITS_S = [5, 15, 30, 60];

/** Does again what could not be done, after a count-down that can be cut short. */
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
    let left = WAITS_S[Math.min(this.#tries++, WAITS_S.length - 1)] ?? 60;
    this.#again = again;
    this.#timer = setInterval(() => {
      left -= 1;
      if (left > 0) this.#tick(left);
      else this.now();
    }, 1000);
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
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#again = undefined;
  }

  /** It worked: the next trouble starts with the shortest wait. */
  reset(): void {
    this.#tries = 0;
  }
}
