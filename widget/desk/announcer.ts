import type { DeskModel } from './desk-model.ts';
import type { Formats } from './formats.ts';
import { foundWords } from './payments-view.ts';
import { foundWords as peopleFound } from './people-view.ts';
import { countWords } from './tasks-view.ts';
import { words } from './words.ts';
import { peopleWords } from './words-people.ts';

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
  follow(desk: DeskModel, formats: Formats): void {
    const { busy, doing, found } = courseOf(desk, formats);
    if (busy === this.#busy) return;
    this.#busy = busy;
    this.stop();
    if (busy) this.#timer = setTimeout(() => this.#say(doing), SLOW_MS);
    else if (found !== undefined) this.#say(found);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  #say(text: string) {
    const region = this.#region();
    if (region) region.textContent = region.textContent === text ? `${text}\u00a0` : text; // the same text twice is not read
  }
}

/** Whether the open view waits, what for, and what came of it where that is to be told. */
function courseOf({ route, story, payments, tasks, people, person }: DeskModel, formats: Formats) {
  if (route.view === 'payment') return { busy: story.busy, doing: words.story.loading };
  if (route.view === 'person') return { busy: person.busy, doing: peopleWords.loading };
  if (route.view === 'people') {
    const found = people.failure ? undefined : peopleFound(people, formats);
    return { busy: people.busy, doing: peopleWords.finding, found };
  }
  if (route.view === 'today') {
    const found = tasks.failure ? undefined : countWords(tasks, formats);
    return { busy: tasks.busy, doing: words.today.loading, found };
  }
  const found = payments.failure ? undefined : foundWords(payments, formats);
  return { busy: payments.busy !== undefined, doing: words.payments.loading, found };
}
