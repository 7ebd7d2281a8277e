import { html } from 'lit';
import type { StaffObligation } from '../../api/contract/index.ts';
import type { ActFormProps } from './act-form.ts';
import { effectHead } from './effect-head.ts';
import { sumOf } from './sum-of.ts';
import { peopleWords as w } from './words-people.ts';

/** Which debts credit would pay, each with what is left of it now and then; and what is left of the credit. */
export function creditEffect(after: readonly StaffObligation[], { record, formats }: ActFormProps) {
  const { money } = formats;
  const { obligations = [], creditCents = 0 } = record ?? {};
  const now = new Map(obligations.map(({ id, balanceCents }) => [id, balanceCents]));
  const paid = after.flatMap(({ id, label, balanceCents }) => {
    const before = now.get(id) ?? balanceCents;
    return before === balanceCents ? [] : [{ label, before, left: balanceCents }];
  });
  const usedCents = sumOf(paid.map(({ before, left }) => before - left));
  const row = (label: string, before: number, left: number) =>
    html`<tr>
      <th scope="row">${label}</th>
      <td class="r num">${money(before)}</td>
      <td class="r num"><b>${money(left)}</b></td>
    </tr>`;
  return html`<section class="effect" aria-labelledby="effect-heading">
    <h4 id="effect-heading" tabindex="-1">${w.creditGoes(money(usedCents))}</h4>
    <table class="mini">
      ${effectHead(true)}
      <tbody>
        ${paid.map(({ label, before, left }) => row(label, before, left))}
      </tbody>
      <tfoot>
        ${row(w.creditLeft, creditCents, creditCents - usedCents)}
      </tfoot>
    </table>
    <p class="muted">${w.nothingYet}</p>
  </section>`;
}
