import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import { byDay } from './days.ts';
import { choice } from './filters-view.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { detailWords, eventFilter, eventLook, sourceWord } from './words-events.ts';
import { words } from './words.ts';

const w = words.story;

type Event = PaymentStory['events'][number];

export interface Shown {
  /** UTC as a second line of each event. */
  utcShown: boolean;
  onUtc: () => void;
  /** Events of this kind alone; '': all of them. */
  kind: string;
  onKind: (kind: string) => void;
  /** How the payment is made: some events read otherwise of a bank debit. */
  tender: string;
}

/** What happened, by day of the agency, newest first; all of it, or one kind of event. */
export function timelineView(all: readonly Event[], formats: Formats, shown: Shown) {
  const { utcShown, onUtc, kind } = shown;
  const events = all.filter((event) => kind === '' || event.kind === kind);
  return html`
    <section class="tl" aria-labelledby="timeline-heading">
      <div class="tl-head">
        <h2 id="timeline-heading">${w.timeline}</h2>
        <p class="muted">${words.payments.times(formats.zoneName)}</p>
        <button class="b quiet" type="button" aria-pressed=${utcShown ? 'true' : 'false'} @click=${onUtc}>
          ${w.showUtc}
        </button>
      </div>
      ${kindFilter(all, events.length, shown, formats)}
      ${events.length === 0 ? html`<p class="muted">${w.noEvents}</p>` : nothing}
      ${byDay(events, formats.longDay).map(({ day, events }) => dayView(day, events, formats, shown))}
    </section>
  `;
}

/** The kinds that are there, and what is left of the events. */
function kindFilter(
  all: readonly Event[],
  left: number,
  { kind, onKind, tender }: Shown,
  { count }: Formats,
) {
  const kinds = [...new Set(all.map((event) => event.kind))];
  if (kinds.length < 2) return nothing;
  const options = kinds.map((one) => [one, eventLook(one, tender).title] as const);
  return html`<div class="tl-kind">
    ${choice({ label: eventFilter.label, any: eventFilter.any, options, value: kind, onChoose: onKind })}
    <p class="muted" role="status">
      ${kind === '' ? nothing : eventFilter.shown(count(left), count(all.length))}
    </p>
  </div>`;
}

const dayView = (day: string, events: Event[], formats: Formats, shown: Shown) => html`
  <h3>${day}</h3>
  <ol>
    ${events.map((event) => eventView(event, formats, shown))}
  </ol>
`;

function eventView({ at, kind, source, detail }: Event, formats: Formats, { utcShown, tender }: Shown) {
  const { title, text, icon: name, tone } = eventLook(kind, tender);
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
