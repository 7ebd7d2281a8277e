import { OnwardDesk } from './onward-desk.ts';
import { takePage } from './page.ts';

// A second load of the script leaves the first in place.
if (!customElements.get('onward-desk')) {
  customElements.define('onward-desk', OnwardDesk);
  takePage(document);
}

declare global {
  interface HTMLElementTagNameMap {
    'onward-desk': OnwardDesk;
  }
}
