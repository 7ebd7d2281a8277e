/** The one clock of a world in the making: its people, the product's code and the sandbox all read it. It never goes back. */
export class WorldClock {
  #now: number;

  constructor(start: Date) {
    this.#now = start.getTime();
  }

  readonly read = (): Date => new Date(this.#now);

  /** Wait until an instant; one that has passed is now. */
  until(instant: Date): void {
    this.#now = Math.max(this.#now, instant.getTime());
  }

  pass(ms: number): void {
    this.#now += ms;
  }
}
