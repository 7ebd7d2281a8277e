import { html } from 'lit';
import type { Failure } from './failure.ts';
import { icon } from './icons.ts';
import { failureBox } from './parts.ts';
import { words } from './words.ts';

/** The product's name over what stands alone on the page. */
export const nameView = () =>
  html`<h1 class="brand"><span class="mark">${icon('arrow')}</span> ${words.product}</h1>`;

/** Until it is known who is here. */
export const openingView = () =>
  html`<main class="alone">
    ${nameView()}
    <p class="muted">${words.starting}</p>
  </main>`;

/** The server did not say who is here. */
export const unreachedView = (failure: Failure | undefined, onAgain: () => void) =>
  html`<main class="alone">${nameView()} ${failureBox(failure, undefined, onAgain)}</main>`;
