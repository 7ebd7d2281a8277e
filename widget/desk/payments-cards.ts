import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PaymentRow } from '../../api/contract/index.ts';
import { debitWords, moment, stateChip, wayWords } from './parts.ts';
import { linkAbout, payoutDay, pickBox, tableName } from './payments-table.ts';
import type { PaymentsProps } from './payments-view.ts';
import { hashOf } from './route.ts';
import { words } from './words.ts';

const w = words.payments;

/** The payments as a list, where a table does not fit. */
export const paymentsCards = (props: PaymentsProps, rows: readonly PaymentRow[]) =>
  html`<ul class="list" aria-label=${tableName(props)}>
    ${repeat(
      rows,
      ({ id }) => id,
      (row) => html`<li>${cardOf(row, props)}</li>`,
    )}
  </ul>`;

export const skeletonCards = () =>
  html`<ul class="list" aria-busy="true" aria-label=${w.loading}>
    ${Array.from({ length: 6 }, () => html`<li aria-hidden="true"><span class="bone"></span><span class="bone"></span><span class="bone"></span></li>`)}
  </ul>`;

function cardOf(row: PaymentRow, props: PaymentsProps) {
  const { formats } = props;
  const { money } = formats;
  const receipt =
    row.receiptNumber === undefined ? undefined : words.story.receipt(String(row.receiptNumber));
  const payout = payoutDay(row, formats);
  const facts = [receipt, wayWords(row, words.wayShort)].filter((fact) => fact !== undefined);
  return html`
    <p class="line">
      <a href=${hashOf({ view: 'payment', paymentId: row.id })} data-stop data-payment=${row.id}
        >${row.payerName}<span class="vh">${linkAbout(row, formats)}</span></a
      >
      <b class="num">${money(row.totalCents)}</b>
    </p>
    <p class="small">${w.forPerson(row.personName)} · ${w.idEnding(row.personIdLast4)}</p>
    <p class="small">${moment(row.createdAt, formats, 'shortMoment')}${facts.map((fact) => ` · ${fact}`)}</p>
    ${payout === undefined ? nothing : html`<p class="small">${w.payout} ${payout}</p>`}
    <p class="line">
      <span class="line"
        >${pickBox(row, props)} ${stateChip(row.state)}
        <span class="small">${debitWords(row, formats)}</span></span
      >
      <span class="small num">${w.plusFee(money(row.feeCents))}</span>
    </p>
  `;
}
