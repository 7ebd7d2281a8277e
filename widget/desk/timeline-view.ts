import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import { byDay } from './days.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { detailWords, eventLook, sourceWord } from './words-events.ts';
import { words } from './words.ts';

const w = words.story;

type Event = PaymentStory['events'][number];

export interface UtcToggle {
  utcShown: boolean;
  onUtc: () => void;
}

/** What happened, by day of the agency, newest first. */
export function timelineView(events: readonly Event[], formats: Formats, { utcShown, onUtc }: UtcToggle) {
  return html`
    <section class="tl" aria-labelledby="timeline-heading">
      <div class="tl-head">
        <h2 id="timeline-heading">${w.timeline}</h2>
        <p class="muted">${words.payments.times(formats.zoneName)}</p>
        <button class="b quiet" type="button" aria-pressed=${utcShown ? 'true' : 'false'} @click=${onUtc}>
          ${w.showUtc}
        </button>
      </div>
      ${events.length === 0 ? html`<p class="muted">${w.noEvents}</p>` : nothing}
      ${byDay(events, formats.longDay).map(({ day, events }) => dayView(day, events, formats, utcShown))}
    </section>
  `;
}

const dayView = (day: string, events: Event[], formats: Formats, utcShown: boolean) => html`
  <h3>${day}</h3>
  <ol>
    ${events.map((event) => eventView(event, formats, utcShown))}
  </ol>
`;

function eventView({ at, kind, source, detail }: Event, formats: Formats, utcShown: boolean) {
  const { title, text, icon: name, tone } = eventLook(kind);
  const utc = formats.utc(at);
  return html`<li>
    <div class="when">
      <time datetime=${at} title=${utc}>${formats.clockSeconds(at)}</time>
      ${utcShown ? html`<small>${utc}</small>` : nothing}
    </div>
    <span class=${`pin ${tone}`}>${icon(name)}</span>
    <div class="what">
      <b>${title}</b>
      ${text === undefined ? nothing : html`<p>${text}</p>`}
      <ul class="details">
        <li>${sourceWord(source)}</li>
        ${detailWords(detail).map(({ label, value }) => html`<li>${label} <span class="mono">${value}</span></li>`)}
      </ul>
    </div>
  </li>`;
}
