/** @import { Answer, ElementOptions, FrameOptions, FromFrame } from '../messages.d.ts' */
import { Frame, SANDBOX } from './frame.js';
import { IntegrationError } from './integration-error.js';

const LOAD_MS_MAX = 15_000;
const EVENTS = ['ready', 'change', 'focus', 'blur', 'loaderror'];

/**
 * The Payment Element: card or bank fields in a frame, so that the page never sees what is typed.
 * It stands in the light DOM only, and may be unmounted and mounted again; what was typed is then gone.
 */
export class PaymentElement {
  /** @type {Frame | undefined} */
  #frame;
  /** @type {Map<string, Set<(detail: object) => void>>} */
  #listeners = new Map(EVENTS.map((name) => [name, new Set()]));
  /** @type {() => FrameOptions} */
  #options;
  destroyed = false;
  /** @type {ElementOptions} */
  settings;

  /**
   * @param {ElementOptions} settings
   * @param {() => FrameOptions} options what the frame must know; asked anew at each load and update
   */
  constructor(settings, options) {
    this.settings = settings;
    this.#options = options;
  }

  /** @param {string | Element} place a selector or the node itself */
  mount(place) {
    if (this.destroyed)
      throw new IntegrationError('This Element has already been destroyed. Please create a new one.');
    const node = nodeAt(place);
    this.unmount();
    const frame = new Frame(
      `${SANDBOX}/frames/payment-element.html`,
      frameTitle(this.#options()),
      (message) => this.#hear(message),
    );
    this.#frame = frame;
    node.replaceChildren(frame.element);
    setTimeout(() => {
      if (this.#frame !== frame || frame.element.dataset['ready']) return;
      this.#emit('loaderror', {
        error: { type: 'api_connection_error', message: 'The payment form could not be loaded.' },
      });
    }, LOAD_MS_MAX);
  }

  unmount() {
    this.#frame?.remove();
    this.#frame = undefined;
  }

  destroy() {
    this.unmount();
    this.destroyed = true;
  }

  /** @param {ElementOptions} settings */
  update(settings) {
    this.settings = { ...this.settings, ...settings };
    this.configure();
  }

  configure() {
    if (!this.#frame) return;
    const options = this.#options();
    this.#frame.element.title = frameTitle(options);
    this.#frame.tell({ type: 'configure', options });
  }

  focus() {
    this.#frame?.element.focus();
    this.#frame?.tell({ type: 'focus' });
  }

  blur() {
    this.#frame?.tell({ type: 'blur' });
  }

  clear() {
    this.#frame?.tell({ type: 'clear' });
  }

  /** Nothing to fold: there is one payment method. */
  collapse() {}

  /** @param {string} name @param {(detail: object) => void} listener */
  on(name, listener) {
    this.#listeners.get(name)?.add(listener);
    return this;
  }

  /** @param {string} name @param {(detail: object) => void} listener */
  once(name, listener) {
    /** @param {object} detail */
    const first = (detail) => {
      this.off(name, first);
      listener(detail);
    };
    return this.on(name, first);
  }

  /** @param {string} name @param {(detail: object) => void} [listener] */
  off(name, listener) {
    if (listener) this.#listeners.get(name)?.delete(listener);
    else this.#listeners.get(name)?.clear();
    return this;
  }

  /**
   * @param {'validate' | 'createToken'} what
   * @param {Record<string, unknown>} [params]
   * @returns {Promise<Answer>}
   */
  ask(what, params) {
    if (!this.#frame?.element.dataset['ready']) {
      throw new IntegrationError(
        'We could not retrieve data from the specified Element. Mount it and wait for its ready event.',
      );
    }
    return this.#frame.ask(what, params);
  }

  /** @param {FromFrame} message */
  #hear(message) {
    const element = this.#frame?.element;
    if (!element) return;
    if (message.type === 'loaded') return this.configure();
    if (message.type === 'height') return element.style.setProperty('height', `${Math.ceil(message.px)}px`);
    if (message.type === 'ready') element.dataset['ready'] = 'true';
    if (message.type === 'change') {
      const { empty, complete } = message;
      return this.#emit('change', {
        empty,
        complete,
        collapsed: false,
        value: { type: this.#options().method },
      });
    }
    if (message.type === 'ready' || message.type === 'focus' || message.type === 'blur')
      this.#emit(message.type, {});
  }

  /** @param {string} name @param {object} detail */
  #emit(name, detail) {
    for (const listener of this.#listeners.get(name) ?? []) listener({ elementType: 'payment', ...detail });
  }
}

/** @param {string | Element} place */
function nodeAt(place) {
  const node = typeof place === 'string' ? document.querySelector(place) : place;
  if (!(node instanceof Element)) {
    throw new IntegrationError(
      `The selector you specified (${typeof place === 'string' ? place : 'no element'}) applies to no DOM elements that are currently on the page. ` +
        'Make sure the element exists on the page before calling mount().',
    );
  }
  if (node.getRootNode() !== document) {
    throw new IntegrationError('Elements cannot be mounted in a ShadowRoot. Please mount in the Light DOM.');
  }
  return node;
}

/** @param {FrameOptions} options */
function frameTitle({ locale, method }) {
  if (method === 'card')
    return locale === 'es' ? 'Marco seguro para los datos de la tarjeta' : 'Secure frame for card details';
  return locale === 'es' ? 'Marco seguro para los datos del banco' : 'Secure frame for bank details';
}
