import type { DeskModel } from './desk-model.ts';

/** What a screen of the desk stands on: the models, and the element's rendered tree, in which it moves focus. */
export interface Ground {
  desk: DeskModel;
  find: (selector: string) => HTMLElement | null;
  /** Focus the view's heading. */
  heading: () => void;
  /** Focus the n-th of the list, from 0. @returns whether there is one */
  nth: (n: number) => boolean;
  rendered: () => Promise<unknown>;
}

/** Focus goes where an act leads: what was pressed may be gone. */
export async function thenFocus({ find, rendered }: Ground, act: unknown, to: string): Promise<void> {
  await act;
  await rendered();
  find(to)?.focus();
}
