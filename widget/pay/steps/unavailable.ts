import { html, nothing } from 'lit';
import { phoneLink } from '../../ui/phone.ts';
import type { Flow } from '../flow.ts';
import { heading } from './form.ts';

/** Payments cannot open here: why, whom to call, and what the page itself offers instead. */
export const unavailable = ({ words, state }: Flow) => {
  const { agency, closed } = state;
  const why = { not_allowed: words.trouble.notAllowed, no_agency: words.trouble.noAgency };
  return html`
    <div class="stack">
      ${heading(words.frame.payments, closed && closed !== 'unavailable' ? why[closed] : words.trouble.unavailable)}
      ${agency ? html`<p>${phoneLink(agency.phone, `${words.frame.call} `)}</p>` : nothing}
      <slot></slot>
    </div>
  `;
};
