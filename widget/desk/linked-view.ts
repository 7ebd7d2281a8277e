import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { fact, moment } from './parts.ts';
import { words } from './words.ts';

const w = words.story;

/** Who paid, and everything of Stripe's that belongs to the payment. */
export function linkedCard({ payment, stripe }: PaymentStory, formats: Formats) {
  return html`<section class="card" aria-labelledby="linked-heading">
    <h2 id="linked-heading">${w.linked}</h2>
    <dl class="facts">
      ${fact(w.payer, html`${payment.payerName}<small>${payment.payerEmail}</small>`)}
      ${fact(w.person, html`${payment.personName}<small>${words.payments.idEnding(payment.personIdLast4)}</small>`)}
      ${fact(w.receiptLabel, receipt(payment))} ${fact(w.statement, html`${payment.statementDescriptor}`)}
      ${fact(w.paymentIntent, id(stripe.paymentIntentId))} ${fact(w.charge, id(stripe.chargeId))}
      ${stripe.account === undefined ? nothing : fact(w.stripeAccount, id(stripe.account))}
    </dl>
    <h3>${w.balanceTransactions}</h3>
    ${
      stripe.balanceTransactions.length === 0
        ? html`<p class="muted">${w.noBalanceTransactions}</p>`
        : stripe.balanceTransactions.map((transaction) => transactionView(transaction, formats))
    }
  </section>`;
}

const id = (text: string | undefined) =>
  text === undefined
    ? html`<span class="muted">${w.unknownYet}</span>`
    : html`<span class="mono">${text}</span>`;

function receipt({ receiptNumber, receiptUrl }: PaymentStory['payment']) {
  if (receiptNumber === undefined) return html`<span class="muted">${w.noReceipt}</span>`;
  const name = w.receipt(String(receiptNumber));
  if (receiptUrl === undefined) return html`${name}`;
  return html`<a class="link" href=${receiptUrl} target="_blank" rel="noopener noreferrer"
    >${name}<span class="vh"> ${w.newTab}</span></a
  >`;
}

type BalanceTransaction = PaymentStory['stripe']['balanceTransactions'][number];

function transactionView(transaction: BalanceTransaction, formats: Formats) {
  const { money, utc } = formats;
  const { id, reportingCategory, amountCents, feeCents, netCents, occurredAt, availableOn } = transaction;
  return html`<table class="mini">
    <caption>
      ${words.reportingCategories[reportingCategory] ?? reportingCategory}
      <span class="mono">${id}</span>
      <small>
        ${w.happened} ${moment(occurredAt, formats, 'shortMoment')} · ${w.available}
        <time datetime=${availableOn} title=${utc(availableOn)}>${formats.calendarDay(availableOn)}</time>
      </small>
    </caption>
    <thead>
      <tr>
        <th scope="col" class="r">${w.gross}</th>
        <th scope="col" class="r">${w.stripeFee}</th>
        <th scope="col" class="r">${w.net}</th>
      </tr>
    </thead>
    <tbody>
      <tr>
        <td class="r num">${money(amountCents)}</td>
        <td class="r num">${money(feeCents)}</td>
        <td class="r num">${money(netCents)}</td>
      </tr>
    </tbody>
  </table>`;
}
