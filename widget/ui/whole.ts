import { html } from 'lit';

/** Telephone numbers, and numbers of cases such as `24-CR-0417`. */
const NUMBERS = /(\(\d{3}\) [\d-]+|(?:[A-Z]+-)*\w*\d\w*(?:-\w+)+)/;

/** A text whose numbers do not break across lines. */
export const whole = (text: string) =>
  text.split(NUMBERS).map((part, index) => (index % 2 ? html`<span class="whole">${part}</span>` : part));
