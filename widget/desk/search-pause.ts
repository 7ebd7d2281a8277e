const PAUSE_MS = 250;

/** Asks what was typed into the search once typing pauses. */
export class SearchPause {
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #ask: (text: string) => void;

  constructor(ask: (text: string) => void) {
    this.#ask = ask;
  }

  readonly typed = ({ target }: Event) => {
    if (!(target instanceof HTMLInputElement)) return;
    this.stop();
    this.#timer = setTimeout(() => this.#ask(target.value), PAUSE_MS);
  };

  stop(): void {
    clearTimeout(this.#timer);
  }
}
