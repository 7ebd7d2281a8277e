import { html, nothing } from 'lit';
import { sumOf } from './sum-of.ts';
import type { PaymentsProps } from './payments-view.ts';
import { words } from './words.ts';

const w = words.payments;

/** How many rows are picked, what they come to, and what can be done with them. */
export function pickedBar({ model, formats, exports, onPick, onExport }: PaymentsProps) {
  const picked = model.rows?.filter(({ id }) => model.selected.has(id)) ?? [];
  if (picked.length === 0) return nothing;
  const total = formats.money(sumOf(picked.map(({ totalCents }) => totalCents)));
  return html`<div class="picked" role="region" aria-label=${w.pickedRegion}>
    <p><b>${w.picked(formats.count(picked.length))}</b> <span class="num">${total}</span></p>
    <button
      class="b"
      type="button"
      aria-disabled=${exports.busy ? 'true' : nothing}
      @click=${() => onExport('picked')}
    >
      ${w.exportPicked}
    </button>
    <button class="b" type="button" @click=${() => onPick('all')}>${w.pickAll}</button>
    <button class="b" type="button" @click=${() => onPick('none')}>${w.pickNone}</button>
  </div>`;
}
