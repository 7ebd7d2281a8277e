import { html, nothing } from 'lit';
import type { PaymentStory, StaffAct } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { whole } from '../ui/whole.ts';
import { chip } from './parts.ts';
import { words } from './words.ts';

const w = words.story;

/**
 * Where the amount went, or would go where none was taken, and what is left to pay on each obligation; then the fee,
 * up to what was charged. What is left belongs to the obligation, not to those it goes to.
 */
export function splitCard({ payment, split, division, creditCents = 0 }: PaymentStory, formats: Formats) {
  const { money } = formats;
  const paidCents = split.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const leftCents = split.reduce((sum, line) => sum + line.leftCents, 0);
  const offCents = paidCents + creditCents - payment.amountCents;
  const taken = payment.state === 'succeeded';
  return html`<section class="card" aria-labelledby="split-heading">
    <h2 id="split-heading">
      ${taken ? w.split : w.splitAhead}
      ${split.length > 0 && offCents !== 0 ? chip('bad', 'warn', w.splitOff(money(offCents))) : nothing}
    </h2>
    ${
      split.length === 0
        ? html`<p class="muted">${w.splitNone}</p>`
        : html`<table class="mini" aria-labelledby="split-heading">
            <thead>
              <tr>
                <th scope="col">${w.obligation}</th>
                <th scope="col" class="r">${taken ? w.paid : w.share}</th>
                <th scope="col" class="r">${w.left}</th>
              </tr>
            </thead>
            <tbody>
              ${split.map((line) => obligationRows(line, formats))}
              ${creditCents > 0 ? creditRow(money(creditCents)) : nothing}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">${w.totalPaid}</th>
                <td class="r num">${money(paidCents + creditCents)}</td>
                <td class="r num">${money(leftCents)}</td>
              </tr>
            </tfoot>
          </table>`
    }
    ${chargedView(payment, money)} ${division ? divisionView(division) : nothing}
  </section>`;
}

/** Why so, as the payer is told it. */
function divisionView({ heading, sentences, note }: NonNullable<PaymentStory['division']>) {
  return html`<h3>${heading}</h3>
    <ul class="why">
      ${sentences.map((sentence) => html`<li>${sentence}</li>`)}
    </ul>
    <p class="muted">${note}</p>`;
}

/** One row; where it goes to several, a part for each below it. */
function obligationRows(line: PaymentStory['split'][number], formats: Formats) {
  const { money } = formats;
  const { obligationLabel, fund, beneficiaries, amountCents, leftCents, acts } = line;
  const [only, ...others] = beneficiaries;
  const parts = others.length > 0 ? beneficiaries : [];
  return html`<tr>
      <th scope="row">
        ${whole(obligationLabel)}<small
          >${only && parts.length === 0 ? w.goesTo(fund, only.name) : fund}</small
        >
        ${acts.map((act) => html`<small>${actSentence(act, formats)}</small>`)}
      </th>
      <td class="r num">${money(amountCents)}</td>
      <td class="r num">${money(leftCents)}</td>
    </tr>
    ${parts.map(
      (part) =>
        html`<tr class="part">
          <th scope="row">${part.name}</th>
          <td class="r num">${money(part.amountCents)}</td>
          <td></td>
        </tr>`,
    )}`;
}

/** "Waived $10.00, Nov 22, 7:41 PM, by Dana Okafor: order of the court" */
export function actSentence(
  { kind, amountCents, at, by, note }: StaffAct,
  { money, shortMoment }: Formats,
): string {
  const did = w.actKinds[kind] ?? kind;
  return w.actLine(
    amountCents === undefined ? did : `${did} ${money(amountCents)}`,
    shortMoment(at),
    by,
    note,
  );
}

const creditRow = (amount: string) =>
  html`<tr>
    <th scope="row">${w.keptCredit}</th>
    <td class="r num">${amount}</td>
    <td></td>
  </tr>`;

function chargedView(payment: PaymentStory['payment'], money: Formats['money']) {
  const { feeCents, totalCents, state, tender, allocationRule, feeRule } = payment;
  return html`<dl class="facts bill">
    <div>
      <dt>${w.fee}</dt>
      <dd class="r num">${money(feeCents)}</dd>
    </div>
    <div>
      <dt>${state === 'succeeded' ? (w.charged[tender] ?? w.chargedSomehow) : w.withFee}</dt>
      <dd class="r num"><b>${money(totalCents)}</b></dd>
    </div>
    ${ruleView(w.rule, allocationRule)} ${ruleView(w.feeRule, feeRule)}
  </dl>`;
}

const ruleView = (label: string, rule: string | undefined) =>
  rule === undefined
    ? nothing
    : html`<div>
        <dt>${label}</dt>
        <dd class="r">${rule}</dd>
      </div>`;
