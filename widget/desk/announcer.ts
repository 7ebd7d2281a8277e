import type { DeskModel } from './desk-model.ts';
import type { Formats } from './formats.ts';
import { foundWords } from './payments-view.ts';
import { words } from './words.ts';

/** A wait this long is told; a shorter one only by its result. */
const SLOW_MS = 1000;

/** Speaks through the desk's one polite live region. Failures speak for themselves: they are alerts. */
export class Announcer {
  #busy = false;
  #timer: ReturnType<typeof setTimeout> | undefined;
  readonly #region: () => Element | null;

  constructor(region: () => Element | null) {
    this.#region = region;
  }

  /** At each render: what is waited for when that is slow, and what came of it. */
  follow({ route, story, payments }: DeskModel, formats: Formats): void {
    const inStory = route.view === 'payment';
    const busy = inStory ? story.busy : payments.busy !== undefined;
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.stop();
    if (busy) {
      const doing = inStory ? words.story.loading : words.payments.loading;
      this.#timer = setTimeout(() => this.#say(doing), SLOW_MS);
    } else if (!inStory && !payments.failure) {
      this.#say(foundWords(payments, formats));
    }
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #say(text: string) {
    const region = this.#region();
    if (region) region.textContent = region.textContent === text ? `${text}\u00a0` : text; // the same text twice is not read
  }
}
