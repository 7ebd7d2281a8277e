import { html, nothing } from 'lit';
import type { PickedReceipts } from './picked-receipts.ts';
import { sumOf } from './sum-of.ts';
import type { Formats } from './formats.ts';
import type { PaymentsProps } from './payments-view.ts';
import { exportedBy } from './rights.ts';
import { receiptWords } from './words-receipts.ts';
import { words } from './words.ts';

const w = words.payments;

/** How many rows are picked, what they come to, and what can be done with them. */
export function pickedBar(props: PaymentsProps) {
  const { model, formats, onPick, onMailReceipts } = props;
  const picked = model.rows?.filter(({ id }) => model.selected.has(id)) ?? [];
  if (picked.length === 0) return nothing;
  const total = formats.money(sumOf(picked.map(({ totalCents }) => totalCents)));
  return html`<div class="picked" role="region" aria-label=${w.pickedRegion}>
    <p><b>${w.picked(formats.count(picked.length))}</b> <span class="num">${total}</span></p>
    ${exportPicked(props)}
    <button
      class="b"
      type="button"
      aria-disabled=${model.receipts.progress ? 'true' : nothing}
      @click=${onMailReceipts}
    >
      ${receiptWords.mail}
    </button>
    <button class="b" type="button" @click=${() => onPick('all')}>${w.pickAll}</button>
    <button class="b" type="button" @click=${() => onPick('none')}>${w.pickNone}</button>
    <p class="muted" role="status">${receiptsWords(model.receipts, formats)}</p>
  </div>`;
}

function exportPicked({ exports, onExport, staff }: PaymentsProps) {
  if (exportedBy('picked_payments', staff) !== undefined) return nothing;
  return html`<button
    class="b"
    type="button"
    aria-disabled=${exports.busy ? 'true' : nothing}
    @click=${() => onExport('picked')}
  >
    ${w.exportPicked}
  </button>`;
}

/** How far the mailing is, or what became of it. */
function receiptsWords({ progress, outcome }: PickedReceipts, { count }: Formats): string {
  if (progress) return receiptWords.mailing(count(progress.done + 1), count(progress.of));
  if (outcome === undefined) return '';
  const ends = ['sent', 'justNow', 'notOutYet', 'notPaid', 'failed'] as const;
  return ends
    .flatMap((end) => (outcome[end] > 0 ? [receiptWords.ends[end](count(outcome[end]))] : []))
    .join(' ');
}
