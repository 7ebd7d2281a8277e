/** @import { Answer, FromFrame, ToFrame } from '../messages.d.ts' */

/** Where this script came from is where its frames are. */
export const SANDBOX = new URL(/** @type {HTMLScriptElement} */ (document.currentScript).src).origin;

/**
 * An iframe of the sandbox's in the host page, and the talk with it. A message counts only if it comes from
 * this very frame and from the sandbox's origin; none is sent to another origin.
 */
export class Frame {
  element = document.createElement('iframe');
  /** @type {Map<number, (answer: Answer) => void>} */
  #calls = new Map();
  #lastCall = 0;
  /** before its document is there, the frame is of this page's origin and must be told nothing */
  #loaded = false;
  /** @type {(message: FromFrame) => void} */
  #hear;
  /** @param {MessageEvent} event */
  #receive = (event) => {
    if (event.origin !== SANDBOX || event.source !== this.element.contentWindow) return;
    const message = /** @type {FromFrame} */ (event.data);
    this.#loaded = true;
    if (message.type !== 'answer') return this.#hear(message);
    this.#calls.get(message.call)?.(message.result);
    this.#calls.delete(message.call);
  };

  /**
   * @param {string} url of the frame's document; the host's origin is added, so that the frame can check it too
   * @param {string} title what assistive technology calls the frame
   * @param {(message: FromFrame) => void} hear
   */
  constructor(url, title, hear) {
    this.#hear = hear;
    const address = new URL(url);
    address.searchParams.set('host', location.origin);
    this.element.src = address.href;
    this.element.title = title;
    this.element.style.setProperty('border', '0');
    this.element.style.setProperty('display', 'block');
    this.element.style.setProperty('width', '100%');
    this.element.style.setProperty('color-scheme', 'light'); // as its document: else a dark page paints it white
    addEventListener('message', this.#receive);
  }

  /** @param {ToFrame} message */
  tell(message) {
    if (this.#loaded) this.element.contentWindow?.postMessage(message, SANDBOX);
  }

  /**
   * @param {'validate' | 'createToken'} type
   * @param {Record<string, unknown>} params
   * @returns {Promise<Answer>}
   */
  ask(type, params = {}) {
    const call = ++this.#lastCall;
    return new Promise((resolve) => {
      this.#calls.set(call, resolve);
      this.tell(type === 'validate' ? { type, call } : { type, call, params });
    });
  }

  remove() {
    removeEventListener('message', this.#receive);
    this.element.remove();
    for (const answer of this.#calls.values()) {
      answer({
        error: {
          type: 'invalid_request_error',
          message: 'The Element was unmounted before it could answer.',
        },
      });
    }
    this.#calls.clear();
  }
}
