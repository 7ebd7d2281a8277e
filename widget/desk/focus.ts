import type { DeskModel } from './desk-model.ts';
import { routeOf, type Route } from './route.ts';

/** Each new view takes focus at its heading, never at a field; going back to a list, at the payment or person that was open. */
export class FocusFollower {
  #place = '';
  /** What had focus before a sign-in came over it. */
  #before: Element | null = null;
  /** What has focus while the view is drawn anew. */
  #held: Element | null = null;

  /** Before each render. */
  hold(root: ShadowRoot): void {
    this.#held = root.activeElement;
  }

  /** After each render. */
  follow(root: ShadowRoot, { place, expired, route }: DeskModel): void {
    const from = this.#place;
    if (place === from) {
      if (!expired) this.#keep(root);
      if (!expired) this.#before = root.activeElement;
      return;
    }
    this.#place = place;
    if (from === '' || from === 'opening') return; // the page has just been opened
    if (from === 'expired' && this.#before?.isConnected && this.#before instanceof HTMLElement) {
      return this.#before.focus();
    }
    const left = routeOf(from);
    if (route.view !== left.view && focusLeft(root, left)) return;
    focusHeading(root);
  }

  /** What had focus may be gone, or have been moved: focus is never left nowhere. */
  #keep(root: ShadowRoot): void {
    const held = this.#held;
    if (!(held instanceof HTMLElement) || root.activeElement !== null) return;
    if (held.isConnected) held.focus();
    else focusHeading(root);
  }
}

/** The sign-in's, where it is there: beside it is the product's name, or a view that takes no focus now. */
export function focusHeading(root: ParentNode): void {
  const find = (selector: string) => root.querySelector<HTMLElement>(selector);
  (find('#sign-in-heading') ?? find('main h1'))?.focus();
}

/** To the link in the list that leads back to where somebody was. @returns whether it is there */
function focusLeft(root: ParentNode, left: Route): boolean {
  const link = stops(root).find(({ dataset }) => {
    if (left.view === 'payment') return dataset['payment'] === left.paymentId;
    return left.view === 'person' && dataset['person'] === left.personId;
  });
  link?.focus();
  return link !== undefined;
}

/** In the list: to the next or the one before; to the first where none has focus. */
export function stepInList(root: ShadowRoot, by: 1 | -1): void {
  const all = stops(root);
  const now = all.findIndex((link) => link === root.activeElement);
  const to = now === -1 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1);
  all[to]?.focus();
}

/** To the n-th of the list, from 0. @returns whether it is there */
export function focusNth(root: ParentNode, n: number): boolean {
  const stop = stops(root)[n];
  stop?.focus();
  return stop !== undefined;
}

/** The button that opens the note of the task which has focus, where one can be written. */
export const noteOpener = (root: ShadowRoot): HTMLElement | null =>
  root.activeElement?.closest('.tasks > li')?.querySelector<HTMLElement>('[aria-expanded="false"]') ?? null;

/** The payment whose row or card has focus. */
export function focusedPayment(root: ShadowRoot): string | undefined {
  const row = root.activeElement?.closest('tr, li');
  return row?.querySelector<HTMLElement>('[data-payment]')?.dataset['payment'];
}

/** What each item of a list is entered by. */
const stops = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('[data-stop]')];
