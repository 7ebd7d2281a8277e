import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import { icon } from './icons.ts';
import type { ReceiptSending } from './receipt-sending.ts';
import { words } from './words.ts';

const w = words.story;

/** Open a payment's receipt, or have it mailed again. */
export const receiptActions = (
  { payment }: PaymentStory,
  { busy, said }: ReceiptSending,
  onSend: () => void,
) =>
  payment.receiptUrl === undefined
    ? nothing
    : html`<div class="end">
        <a class="b" href=${payment.receiptUrl} target="_blank" rel="noopener noreferrer"
          >${icon('receipt')} ${w.openReceipt}<span class="vh"> ${w.newTab}</span></a
        >
        <button class="b" type="button" aria-disabled=${busy ? 'true' : nothing} @click=${onSend}>
          ${icon('mail')} ${busy ? w.sendingReceipt : w.sendReceipt}
        </button>
        <p class="muted sub" role="status">${said}</p>
      </div>`;
