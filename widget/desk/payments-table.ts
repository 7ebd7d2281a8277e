import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PaymentRow } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { cardWords, moment, stateChip } from './parts.ts';
import type { PaymentsProps } from './payments-view.ts';
import { hashOf } from './route.ts';
import { words } from './words.ts';

const w = words.payments;

export function paymentsTable(props: PaymentsProps, rows: readonly PaymentRow[]) {
  return html`<table class="tbl">
    <caption class="vh">
      ${tableName(props)}
    </caption>
    ${tableHead()}
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => tableRow(row, props),
      )}
    </tbody>
  </table>`;
}

/** Rows of the height that the real ones will have. */
export function skeletonTable() {
  const cells = [
    'pick',
    'date',
    'receipt',
    'payer',
    'person',
    'amount',
    'fee',
    'total',
    'card',
    'state',
    'payout',
  ];
  return html`<table class="tbl" aria-busy="true">
    <caption class="vh">
      ${w.loading}
    </caption>
    ${tableHead()}
    <tbody aria-hidden="true">
      ${Array.from(
        { length: 8 },
        () =>
          html`<tr>
            ${cells.map(
              () =>
                html`<td>
                  <span class="bone"></span><small><span class="bone"></span></small>
                </td>`,
            )}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

const tableHead = () =>
  html`<thead>
    <tr>
      <th scope="col"><span class="vh">${w.pickColumn}</span></th>
      <th scope="col">${w.date}</th>
      <th scope="col">${w.receipt}</th>
      <th scope="col">${w.payer}</th>
      <th scope="col">${w.person}</th>
      <th scope="col" class="r">${w.amount}</th>
      <th scope="col" class="r">${w.fee}</th>
      <th scope="col" class="r">${w.total}</th>
      <th scope="col">${w.card}</th>
      <th scope="col">${w.state}</th>
      <th scope="col">${w.payout}</th>
    </tr>
  </thead>`;

/** What the list is, in its order. */
export const tableName = ({ model }: PaymentsProps): string =>
  w.table(w.orders[model.order].charAt(0).toLowerCase() + w.orders[model.order].slice(1));

function tableRow(row: PaymentRow, props: PaymentsProps) {
  const { formats, onOpen } = props;
  const { money, clock } = formats;
  const isPicked = props.model.selected.has(row.id);
  return html`<tr
    class=${isPicked ? 'picked-row' : ''}
    @click=${(event: MouseEvent) => openByMouse(event, row.id, onOpen)}
  >
    <td class="pick">${pickBox(row, props)}</td>
    <th scope="row">
      <a href=${hashOf({ view: 'payment', paymentId: row.id })} data-stop data-payment=${row.id}
        >${moment(row.createdAt, formats, 'day')}<span class="vh">${linkAbout(row, formats)}</span></a
      >
      <small>${clock(row.createdAt)}</small>
    </th>
    <td class="num">${row.receiptNumber === undefined ? none() : String(row.receiptNumber)}</td>
    <td>${row.payerName}</td>
    <td>${row.personName}<small>${w.idEnding(row.personIdLast4)}</small></td>
    <td class="r num">${money(row.amountCents)}</td>
    <td class="r num">${money(row.feeCents)}</td>
    <td class="r num"><b>${money(row.totalCents)}</b></td>
    <td>${cardWords(row, words.cardShort) ?? none()}</td>
    <td>${stateChip(row.state)}</td>
    <td>${payoutDay(row, formats) ?? none()}</td>
  </tr>`;
}

/** By which a row is picked, also with the key x. */
export const pickBox = (row: PaymentRow, { model, formats, onPick }: PaymentsProps) =>
  html`<input
    type="checkbox"
    data-pick=${row.id}
    aria-label=${w.pick(linkAbout(row, formats).replace(/^, /, ''))}
    .checked=${model.selected.has(row.id)}
    @change=${() => onPick(row.id)}
  />`;

/** What the link to a payment says beyond its day. */
export function linkAbout({ receiptNumber, totalCents, payerName }: PaymentRow, { money }: Formats): string {
  const receipt = receiptNumber === undefined ? w.noReceipt : w.receiptNumber(String(receiptNumber));
  return w.linkAbout(receipt, money(totalCents), payerName);
}

/** From which day Stripe pays it out; what is not in Stripe's record yet has none. */
export const payoutDay = ({ payoutFrom }: PaymentRow, { calendarDay, utc }: Formats) =>
  payoutFrom === undefined
    ? undefined
    : html`<time datetime=${payoutFrom} title=${utc(payoutFrom)}
        >${w.payoutFrom(calendarDay(payoutFrom))}</time
      >`;

/** A dash to the eye, a word to the ear. */
const none = () => html`<span class="muted" aria-hidden="true">–</span><span class="vh">${w.none}</span>`;

/** The whole row is a target for the mouse; links and marked text are left alone. */
function openByMouse(event: MouseEvent, paymentId: string, onOpen: (paymentId: string) => void) {
  const onLink = event
    .composedPath()
    .some((node) => node instanceof HTMLAnchorElement || node instanceof HTMLInputElement);
  const marking = (getSelection()?.toString() ?? '') !== '';
  if (!onLink && !marking && event.button === 0) onOpen(paymentId);
}
