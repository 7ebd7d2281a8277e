/** Waits between looks, in seconds; the last one repeats. design/screens.md §2, "Processing / unknown". */
const WAITS_S = [2, 5, 15, 60];

/** Looks again and again until told to stop; a look asked for by hand does not wait, and two never run at once. */
export class Poll {
  readonly #look: () => Promise<void>;
  readonly #longest: () => number;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #round = 0;
  #running = false;
  #looking = false;

  /**
   * @param look must not reject
   * @param longest seconds that no wait is longer than, as things stand
   */
  constructor(look: () => Promise<void>, longest: () => number = () => 60) {
    this.#look = look;
    this.#longest = longest;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#round = 0;
    this.#wait();
  }

  stop(): void {
    this.#running = false;
    clearTimeout(this.#timer);
  }

  /** Look now, and soon after: something has happened that the server will hear of. */
  async anew(): Promise<void> {
    this.#round = 0;
    await this.now();
  }

  /** Look now; the waits go on from where they were. */
  async now(): Promise<void> {
    if (this.#looking) return;
    clearTimeout(this.#timer);
    this.#looking = true;
    try {
      await this.#look();
    } finally {
      this.#looking = false;
      if (this.#running) this.#wait();
    }
  }

  #wait(): void {
    clearTimeout(this.#timer);
    const seconds = WAITS_S[Math.min(this.#round++, WAITS_S.length - 1)] ?? 60;
    this.#timer = setTimeout(() => void this.now(), Math.min(seconds, this.#longest()) * 1000);
  }
}
