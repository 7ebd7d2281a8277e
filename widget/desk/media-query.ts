import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether a media query holds; the host renders anew when that changes. */
export class MediaQuery implements ReactiveController {
  readonly #list: MediaQueryList;
  readonly #changed: () => void;

  constructor(host: ReactiveControllerHost, query: string) {
    this.#list = window.matchMedia(query);
    this.#changed = () => host.requestUpdate();
  }

  get holds(): boolean {
    return this.#list.matches;
  }

  hostConnected() {
    this.#list.addEventListener('change', this.#changed);
  }

  hostDisconnected() {
    this.#list.removeEventListener('change', this.#changed);
  }
}
