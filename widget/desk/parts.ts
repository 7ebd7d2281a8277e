import { html, nothing, type TemplateResult } from 'lit';
import type { PaymentRow } from '../../api/contract/index.ts';
import type { Failure } from './failure.ts';
import type { Formats } from './formats.ts';
import { icon, type IconName } from './icons.ts';
import { lookOf, type Tone } from './states.ts';
import { words } from './words.ts';

/** A word and an icon in a tone. */
export const chip = (tone: Tone, name: IconName, word: string): TemplateResult =>
  html`<span class=${`chip ${tone}`}>${icon(name)} ${word}</span>`;

/** A state, as a chip. */
export function stateChip(state: string): TemplateResult {
  const { word, tone, icon } = lookOf(state);
  return chip(tone, icon, word);
}

/** A moment in the agency's zone; UTC on hover. */
export const moment = (
  iso: string,
  formats: Formats,
  how: 'moment' | 'shortMoment' | 'day' | 'clockSeconds',
) => html`<time datetime=${iso} title=${formats.utc(iso)}>${formats[how](iso)}</time>`;

/** Ask for the same again. */
export const refreshButton = (busy: boolean, onRefresh: () => void, look = 'b quiet') =>
  html`<button class=${look} type="button" aria-disabled=${busy ? 'true' : nothing} @click=${onRefresh}>
    ${icon('refresh')} ${words.payments.refresh}
  </button>`;

/** "We could not load this", the reference, the way out, and how old what is still shown is. */
export const failureBox = (
  failure: Failure | undefined,
  dated: string | undefined,
  onAgain: () => void,
  sentence: string = words.failure.load,
) =>
  failure === undefined
    ? nothing
    : html`<div class="failed" role="alert">
        ${icon('warn')}
        <div>
          <p>
            <b>${failure.unreached ? words.failure.reach : sentence}</b>
            ${failure.ref === undefined ? nothing : html`<span class="mono">${words.failure.ref(failure.ref)}</span>`}
          </p>
          ${dated === undefined ? nothing : html`<p>${dated}</p>`}
        </div>
        <button class="b" type="button" @click=${onAgain}>${words.tryAgain}</button>
      </div>`;

/** How it was paid, in words: "Visa ending 4242", "Bank account ending 6789"; absent where nobody got so far. */
export function wayWords(
  { tender, cardBrand, cardLast4 }: Way,
  form: WayForm = words.wayLong,
): string | undefined {
  if (tender === 'bank_debit')
    return cardLast4 === undefined ? words.bankAccount : form(words.bankAccount, cardLast4);
  if (cardLast4 === undefined) return undefined;
  return form(words.brands[cardBrand ?? ''] ?? cardBrand ?? words.someCard, cardLast4);
}

type Way = Pick<PaymentRow, 'tender' | 'cardBrand' | 'cardLast4'>;
type WayForm = (what: string, last4: string) => string;

/** Of a bank debit: by when its bank should have paid and whether it is late, or when it took back what it had paid. */
export function debitWords(
  { paidBy, isLate, returnedAt }: Pick<PaymentRow, 'paidBy' | 'isLate' | 'returnedAt'>,
  formats: Formats,
) {
  if (returnedAt !== undefined)
    return html`<time datetime=${returnedAt} title=${formats.utc(returnedAt)}
      >${words.returnedOn(formats.day(returnedAt))}</time
    >`;
  if (paidBy === undefined) return undefined;
  const says = isLate ? words.lateSince : words.expectedBy;
  return html`<time datetime=${paidBy}>${says(formats.calendarDay(paidBy))}</time>`;
}

/** A label and its value, in a list of facts. */
export const fact = (label: string, value: TemplateResult | string): TemplateResult =>
  html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
