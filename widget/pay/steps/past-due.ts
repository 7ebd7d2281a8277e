import { html, nothing } from 'lit';
import type { OwedView, QuoteLine } from '../../../api/contract/index.ts';
import { icons } from '../../ui/icons.ts';
import { whole } from '../../ui/whole.ts';
import type { Payer } from '../payer.ts';
import { nameOf } from './name.ts';

/** What stays past due, a sentence each. @param lines of a payment that `owed` does not know of yet */
export const stillPastDue = ({ words, formats }: Payer, owed: OwedView, lines: QuoteLine[] = []) => {
  const paid = new Map(lines.map((line) => [line.obligationId, line.amountCents]));
  const left = owed.obligations
    .filter(({ pastDue }) => pastDue)
    .map((one) => ({ name: nameOf(words, one), cents: one.pastDueCents - (paid.get(one.id) ?? 0) }))
    .filter(({ cents }) => cents > 0);
  if (left.length === 0) return nothing;
  return html`
    <div class="note warn">
      ${icons.clock()}
      <div>
        ${left.map(({ name, cents }) => html`<p>${whole(words.owe.stillPastDue(name, formats.money(cents)))}</p>`)}
      </div>
    </div>
  `;
};

/** How the payer stands after a payment: what stays past due, or that nothing does, and what comes next. */
export const standing = (payer: Payer, owed: OwedView) => {
  const { words, formats } = payer;
  const { obligations } = owed;
  if (owed.balanceCents === 0) return html`<p>${words.owe.nothing}</p>`;
  if (obligations.some(({ heldCents = 0 }) => heldCents > 0)) return stillPastDue(payer, owed);
  const due = obligations.filter(({ dueCents }) => dueCents > 0);
  if (due.some(({ pastDue, dueOn }) => pastDue || !dueOn)) return stillPastDue(payer, owed);
  const coming = [
    ...due.map(({ dueOn, dueCents }) => ({ dueOn, amountCents: dueCents })),
    ...obligations.flatMap((one) => one.next ?? []),
  ];
  const next = coming.map(({ dueOn = '' }) => dueOn).toSorted()[0];
  const cents = coming.reduce((all, one) => (one.dueOn === next ? all + one.amountCents : all), 0);
  return html`<p>
    <b>${words.done.upToDate}</b>
    ${next ? words.done.nextDue(formats.money(cents), formats.day(next, owed.asOf)) : nothing}
  </p>`;
};
