import { troubleSentences, type Trouble } from './trouble.ts';

/** What the watch says at a change. */
export interface Said {
  /** What is in the way now; null: nothing. */
  trouble: Trouble | null;
  sentence: string;
}

/** Looks at the database now and then, and says once what is in its way, and once that it no longer is. */
export class DatabaseWatch {
  readonly #look: () => Promise<Trouble | null>;
  readonly #tell: (said: Said) => void;
  #known: Trouble | null = null;
  #looking: Promise<Trouble | null> | undefined;
  #timer: NodeJS.Timeout | undefined;

  /**
   * @param look never rejects
   * @param tell hears of each change
   */
  constructor(look: () => Promise<Trouble | null>, tell: (said: Said) => void) {
    this.#look = look;
    this.#tell = tell;
  }

  /** @param everyMs how often it looks by itself */
  start(everyMs: number): this {
    this.#timer ??= setInterval(() => void this.look(), everyMs);
    return this;
  }

  /** What the last look found. */
  get known(): Trouble | null {
    return this.#known;
  }

  /** Look now. Those who ask meanwhile hear the same. */
  look(): Promise<Trouble | null> {
    this.#looking ??= this.#lookOnce().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  /** No further look; one that is under way is waited for. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#looking;
  }

  async #lookOnce(): Promise<Trouble | null> {
    const trouble = await this.#look();
    if (trouble !== this.#known) {
      this.#known = trouble;
      this.#tell({ trouble, sentence: trouble ? troubleSentences[trouble] : USABLE });
    }
    return trouble;
  }
}

const USABLE = 'The database can be read and written again.';
