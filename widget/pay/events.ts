import type { Language, PayerStatus } from '../../api/contract/index.ts';

/**
 * All that the host page hears. Ids and states only: never a name, an amount, a balance, a case or a token, as any
 * script of the page can listen.
 */
export interface OnwardPayEvents {
  /** The element knows its agency and shows its first step. */
  'onward-ready': Record<string, never>;
  'onward-step': { step: string };
  'onward-auth': { signedIn: boolean };
  'onward-payment': { id: string; status: PayerStatus };
  'onward-locale': { lang: Language };
  'onward-error': { code: string; recoverable: boolean };
}

type Heard = { [Name in keyof OnwardPayEvents]: CustomEvent<OnwardPayEvents[Name]> };

declare global {
  interface GlobalEventHandlersEventMap extends Heard {}
}

/** Tell the host page. */
export function emit<Name extends keyof OnwardPayEvents>(
  from: HTMLElement,
  name: Name,
  detail: OnwardPayEvents[Name],
): void {
  from.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
