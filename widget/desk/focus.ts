import type { DeskModel } from './desk-model.ts';
import { routeOf } from './route.ts';

/** Each new view takes focus at its heading, never at a field; going back to the list, at the payment that was open. */
export class FocusFollower {
  #place = '';
  /** What had focus before a sign-in came over it. */
  #before: Element | null = null;

  /** At each render. */
  follow(root: ShadowRoot, { place, expired, route }: DeskModel): void {
    const from = this.#place;
    if (place === from) {
      if (!expired) this.#before = root.activeElement;
      return;
    }
    this.#place = place;
    if (from === '' || from === 'opening') return; // the page has just been opened
    if (from === 'expired' && this.#before?.isConnected && this.#before instanceof HTMLElement) {
      return this.#before.focus();
    }
    const left = routeOf(from);
    if (route.view === 'payments' && left.view === 'payment' && focusPayment(root, left.paymentId)) return;
    focusHeading(root);
  }
}

export const focusHeading = (root: ParentNode): void =>
  root.querySelector<HTMLElement>('#sign-in-heading, main h1')?.focus();

/** To the link of a payment in the list. @returns whether it is there */
function focusPayment(root: ParentNode, paymentId: string): boolean {
  const link = links(root).find(({ dataset }) => dataset['payment'] === paymentId);
  link?.focus();
  return link !== undefined;
}

/** Among the payments: to the next or the one before; to the first where none has focus. */
export function stepAmongPayments(root: ShadowRoot, by: 1 | -1): void {
  const all = links(root);
  const now = all.findIndex((link) => link === root.activeElement);
  const to = now === -1 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1);
  all[to]?.focus();
}

/** To the n-th payment of the list, from 0. */
export const focusNth = (root: ParentNode, n: number): void => links(root)[n]?.focus();

const links = (root: ParentNode) => [...root.querySelectorAll<HTMLElement>('a[data-payment]')];
