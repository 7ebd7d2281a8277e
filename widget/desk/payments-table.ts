import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { PaymentRow, PaymentsColumn } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { debitWords, moment, stateChip, wayWords } from './parts.ts';
import type { PaymentsProps } from './payments-view.ts';
import { hashOf } from './route.ts';
import { words } from './words.ts';

const w = words.payments;

export function paymentsTable(props: PaymentsProps, rows: readonly PaymentRow[]) {
  const { shown } = props.columns;
  return html`<table class="tbl">
    <caption class="vh">
      ${tableName(props)}
    </caption>
    ${tableHead(shown)}
    <tbody>
      ${repeat(
        rows,
        ({ id }) => id,
        (row) => tableRow(row, shown, props),
      )}
    </tbody>
  </table>`;
}

/** Rows of the height that the real ones will have. */
export function skeletonTable(shown: readonly PaymentsColumn[]) {
  const cells = ['pick', 'date', ...shown];
  return html`<table class="tbl" aria-busy="true">
    <caption class="vh">
      ${w.loading}
    </caption>
    ${tableHead(shown)}
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

interface Column {
  /** How its cells are set. */
  look?: 'r num' | 'num';
  cell: (row: PaymentRow, formats: Formats) => unknown;
}

/** What each column has of a payment. */
const COLUMN_OF: Readonly<Record<PaymentsColumn, Column>> = {
  receipt: {
    look: 'num',
    cell: ({ receiptNumber }) => (receiptNumber === undefined ? none() : String(receiptNumber)),
  },
  payer: { cell: ({ payerName }) => payerName },
  person: {
    cell: ({ personName, personIdLast4 }) => html`${personName}<small>${w.idEnding(personIdLast4)}</small>`,
  },
  amount: { look: 'r num', cell: ({ amountCents }, { money }) => money(amountCents) },
  fee: { look: 'r num', cell: ({ feeCents }, { money }) => money(feeCents) },
  total: { look: 'r num', cell: ({ totalCents }, { money }) => html`<b>${money(totalCents)}</b>` },
  way: { cell: (row) => wayWords(row, words.wayShort) ?? none() },
  state: { cell: (row, formats) => html`${stateChip(row.state)}${debitLine(row, formats)}` },
  payout: { cell: (row, formats) => payoutDay(row, formats) ?? none() },
};

const tableHead = (shown: readonly PaymentsColumn[]) =>
  html`<thead>
    <tr>
      <th scope="col"><span class="vh">${w.pickColumn}</span></th>
      <th scope="col">${w.date}</th>
      ${shown.map((column) => html`<th scope="col" class=${COLUMN_OF[column].look ?? nothing}>${w[column]}</th>`)}
    </tr>
  </thead>`;

/** What the list is, in its order. */
export const tableName = ({ model }: PaymentsProps): string =>
  w.table(w.orders[model.order].charAt(0).toLowerCase() + w.orders[model.order].slice(1));

function tableRow(row: PaymentRow, shown: readonly PaymentsColumn[], props: PaymentsProps) {
  const { formats, onOpen } = props;
  const { clock } = formats;
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
    ${shown.map((column) => html`<td class=${COLUMN_OF[column].look ?? nothing}>${COLUMN_OF[column].cell(row, formats)}</td>`)}
  </tr>`;
}

function debitLine(row: PaymentRow, formats: Formats) {
  const debit = debitWords(row, formats);
  return debit === undefined ? nothing : html`<small>${debit}</small>`;
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
        >${w.payoutFrom} <span class="day">${calendarDay(payoutFrom)}</span></time
      >`;

/** A dash to the eye, a word to the ear. */
const none = () => html`<span class="muted" aria-hidden="true">–</span><span class="vh">${w.none}</span>`;

/** The whole row is a target for the mouse; links and marked text are left alone. */
export function openByMouse(event: MouseEvent, id: string, onOpen: (id: string) => void) {
  const onLink = event
    .composedPath()
    .some((node) => node instanceof HTMLAnchorElement || node instanceof HTMLInputElement);
  const marking = (getSelection()?.toString() ?? '') !== '';
  if (!onLink && !marking && event.button === 0) onOpen(id);
}
