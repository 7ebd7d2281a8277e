import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { fact, moment, stateChip } from './parts.ts';
import { words } from './words.ts';

const w = words.story;

/** Each try with a card, and Stripe's code where it was declined. */
export function attemptsView(attempts: PaymentStory['attempts'], formats: Formats) {
  return html`<section class="tries" aria-labelledby="attempts-heading">
    <h2 id="attempts-heading">${w.attempts}</h2>
    ${attempts.length === 0 ? html`<p class="muted">${w.noAttempts}</p>` : nothing}
    <ol class="attempts">
      ${attempts.map((attempt) => attemptView(attempt, formats))}
    </ol>
  </section>`;
}

function attemptView(attempt: PaymentStory['attempts'][number], formats: Formats) {
  const { n, state, code, declineCode, createdAt, sentAt, endedAt } = attempt;
  const codes = [code, declineCode].filter((code) => code !== undefined);
  const when = (iso: string | undefined, otherwise: string) =>
    iso === undefined ? html`<span class="muted">${otherwise}</span>` : moment(iso, formats, 'clockSeconds');
  return html`<li>
    <p class="line"><b>${w.attempt(String(n))}</b> ${stateChip(state)}</p>
    <dl class="facts">
      ${codes.length === 0 ? nothing : fact(w.code, html`<span class="mono">${codes.join(' · ')}</span>`)}
      ${fact(w.started, moment(createdAt, formats, 'shortMoment'))} ${fact(w.sent, when(sentAt, w.notSent))}
      ${fact(w.ended, when(endedAt, w.notEnded))}
    </dl>
  </li>`;
}
