import { html, nothing } from 'lit';
import type { PaymentStory, SendReceiptAnswer } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import type { ReceiptSending } from './receipt-sending.ts';
import { words } from './words.ts';

const w = words.story;

const MINUTE_MS = 60_000;

/** Open a payment's receipt, or have it mailed again. */
export const receiptActions = (
  { payment }: PaymentStory,
  { busy, outcome }: ReceiptSending,
  formats: Formats,
  onSend: () => void,
) =>
  payment.receiptUrl === undefined
    ? nothing
    : html`<div class="end acts">
        <a class="b" href=${payment.receiptUrl} target="_blank" rel="noopener noreferrer"
          >${icon('receipt')} ${w.openReceipt}<span class="vh"> ${w.newTab}</span></a
        >
        <button class="b" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${onSend}>
          ${icon('mail')} ${busy ? w.sendingReceipt : w.sendReceipt}
        </button>
        <p class="muted sub" role="status">
          ${typeof outcome === 'object' ? wordsFor(outcome, formats) : (outcome ?? '')}
        </p>
      </div>`;

function wordsFor(answer: SendReceiptAnswer, { clock, moment }: Formats): string {
  if (answer.ok) return w.receiptSent(answer.sentTo);
  if (answer.reason === 'not_paid') return w.receiptNotPaid;
  if (answer.reason === 'not_out_yet') return w.receiptNotOutYet(moment(answer.since));
  return w.receiptSentJustNow(clock(nextMinute(answer.againAt)));
}

/** The clock shows minutes: a moment within one is reached when the next has begun. */
const nextMinute = (iso: string): string =>
  new Date(Math.ceil(Date.parse(iso) / MINUTE_MS) * MINUTE_MS).toISOString();
