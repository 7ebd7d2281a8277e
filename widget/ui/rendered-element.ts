import { render } from 'lit';

/**
 * An element that draws a Lit template into its shadow root whenever something changed, once for all that changed in
 * the same turn. What `LitElement` does beyond that, this page's visitors would load for nothing (docs/decisions/0027).
 */
export abstract class RenderedElement extends HTMLElement {
  /** Adopted by every shadow root, one sheet for all elements of a class. */
  protected abstract readonly styles: CSSStyleSheet;
  /** Fulfilled when all that was asked for is drawn; rejected where the drawing failed. */
  updateComplete: Promise<void> = Promise.resolve();

  #asked = false;
  #changed = new Set<string>();

  /** What is to be seen. */
  protected abstract render(): unknown;
  /** Before `render`. @param changed names of the attributes that were set since the last time */
  protected willUpdate?(changed: ReadonlySet<string>): void;
  /** After `render`. May ask for another one. */
  protected updated?(): void;

  /** Draw soon. Before the element is in a page there is nothing to draw. */
  requestUpdate(): void {
    if (this.#asked || !this.shadowRoot) return;
    this.#asked = true;
    this.updateComplete = Promise.resolve().then(() => this.#update());
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).adoptedStyleSheets = [this.styles];
    this.requestUpdate();
  }

  attributeChangedCallback(name: string): void {
    this.#changed.add(name);
    this.requestUpdate();
  }

  #update(): void {
    const changed = this.#changed;
    this.#changed = new Set();
    try {
      this.willUpdate?.(changed);
      if (this.shadowRoot) render(this.render(), this.shadowRoot, { host: this });
    } finally {
      this.#asked = false; // what asks while it is drawn is in it already
    }
    this.updated?.();
  }
}

/** One sheet of several texts. */
export function sheetOf(...texts: string[]): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(texts.join(''));
  return sheet;
}
