import { html, nothing } from 'lit';
import type { PlaceView, Tender, WayView } from '../../../api/contract/index.ts';
import { icons } from '../../ui/icons.ts';
import { callable } from '../../ui/phone.ts';
import { whole } from '../../ui/whole.ts';
import type { Payer } from '../payer.ts';
import { own } from './name.ts';

/** Ways that cost the same and are found at the same places stand together: `Cash or money order`. */
interface Group {
  way: WayView;
  tenders: Tender[];
}

/**
 * Every way to pay the amount, as the server put them: the cheapest first. What can be paid here is chosen here, where
 * there is a choice, and filled in below; the others say where and when, whether or not anybody asks.
 */
export const ways = (payer: Payer) => {
  const { words, state } = payer;
  const { retryOf } = state;
  const all = state.quote?.ways ?? [];
  if (
    retryOf &&
    !all.some((way) => way.tender === 'card' && way.takes && way.totalCents === retryOf.totalCents)
  )
    return nothing; // they are of another amount, or at another fee
  const isChoice = all.filter(({ here }) => here).length > 1 && retryOf?.status !== 'needs_action';
  if (!isChoice && all.every(({ here }) => here)) return nothing;
  return html`
    <div role=${isChoice ? 'radiogroup' : 'region'} aria-labelledby="ways">
      <h3 id="ways">${words.check.how}</h3>
      <ul class="choices">
        ${grouped(all).map((group) => item(payer, group, isChoice && group.way.here))}
      </ul>
    </div>
  `;
};

function grouped(all: readonly WayView[]): Group[] {
  const groups: Group[] = [];
  for (const way of all) {
    const same = groups.find((group) => alike(group.way, way));
    if (same) same.tenders.push(way.tender);
    else groups.push({ way, tenders: [way.tender] });
  }
  return groups;
}

const alike = (one: WayView, other: WayView) =>
  !one.here && !other.here && one.takes && other.takes && one.feeCents === other.feeCents;

const item = (payer: Payer, { way, tenders }: Group, isChoice: boolean) => {
  const { words, formats, state } = payer;
  const bank = way.tender === 'bank_debit';
  const on = way.here && bank === state.bank;
  const content = html`
    <b>${listed(payer, tenders, 'first')}</b>
    <span class="amt num">${feeOf(payer, way)}</span>
    ${way.note ? html`<span class="sub">${way.note[words.language]}</span>` : nothing}
    ${way.takes ? html`<span class="sub num">${words.check.totalIs(formats.money(way.totalCents))}</span>` : nothing}
    ${way.here ? nothing : places(payer, tenders)}
  `;
  if (!isChoice) return html`<li class="choice way ${on ? 'on' : ''}">${content}</li>`;
  return html`
    <li>
      <label class="choice ${on ? 'on' : ''}">
        <input
          type="radio"
          name="way"
          .checked=${on}
          ?disabled=${!way.takes || state.busy}
          @change=${() => void payer.quoting.payBy(bank)}
        />
        ${content}
      </label>
    </li>
  `;
};

/** `Cash or money order`; in the middle of a sentence, `cash or money order`. */
const listed = ({ words, formats }: Payer, tenders: readonly Tender[], place: 'first' | 'within') => {
  const names = tenders.map((tender) => words.check.tenders[tender]);
  return formats.either(names.map((name, at) => (at === 0 && place === 'first' ? name : name.toLowerCase())));
};

const feeOf = ({ words, formats }: Payer, way: WayView) => {
  const { money, percent } = formats;
  if (!way.takes) {
    const { leastCents, mostCents } = way;
    return mostCents === undefined
      ? words.check.fromOn(money(leastCents))
      : words.owe.from(money(leastCents), money(mostCents));
  }
  return way.feeCents === 0
    ? words.check.free
    : words.check.feeIs(money(way.feeCents), percent(way.feeBasisPoints));
};

const places = (payer: Payer, tenders: readonly Tender[]) => {
  const { words, state } = payer;
  const { phone = '', places: known = [] } = state.agency ?? {};
  const taking = known.filter(({ takes }) => takes.some((one) => tenders.includes(one)));
  if (taking.length === 0) return html`<p class="sub">${callable(words.check.noPlace(phone), phone)}</p>`;
  return html`
    <details class="sub">
      <summary>
        ${icons.go()}${words.check.where}<span class="vh">: ${listed(payer, tenders, 'within')}</span>
      </summary>
      <dl class="places">${taking.map((one) => place(payer, one, tenders))}</dl>
    </details>
  `;
};

const place = (payer: Payer, { kind, name, address, takes, hours }: PlaceView, of: readonly Tender[]) => {
  const { words } = payer;
  const some = takes.filter((one) => of.includes(one));
  return html`
    <div>
      <dt>${words.check.places[kind]}: ${own(words, name)}</dt>
      <dd>${whole(own(words, address))}</dd>
      ${
        kind === 'mail'
          ? nothing
          : hours.length === 0
            ? html`<dd>${words.check.anyTime}</dd>`
            : hours.map((one) => html`<dd>${opening(payer, one)}</dd>`)
      }
      ${some.length < of.length ? html`<dd>${words.check.onlyTakes(listed(payer, some, 'within'))}</dd>` : nothing}
    </div>
  `;
};

/** `Monday–Friday, 8:00 AM–4:30 PM`, at the wall clock of the place. */
export function opening({ words }: Payer, { from, to, opens, closes }: PlaceView['hours'][number]): string {
  const tag = words.language === 'es' ? 'es-US' : 'en-US';
  const written = (options: Intl.DateTimeFormatOptions, start: string, end: string) =>
    new Intl.DateTimeFormat(tag, { ...options, timeZone: 'UTC' }).formatRange(new Date(start), new Date(end));
  const day = (iso: number) => `2024-01-0${iso}T12:00Z`; // a Monday was the first
  const days = written({ weekday: 'long' }, day(from), day(to));
  const time = { hour: 'numeric', minute: '2-digit' } as const;
  return `${days}, ${written(time, `2024-01-01T${opens}Z`, `2024-01-01T${closes}Z`)}`;
}
