import { html, LitElement } from 'lit';

/** As little as an element of Lit can be: what any page with one pays. */
class BareElement extends LitElement {
  override render() {
    return html`<p>Opening…</p>`;
  }
}

customElements.define('bare-element', BareElement);
