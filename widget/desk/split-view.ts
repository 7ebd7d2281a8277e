import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { chip } from './parts.ts';
import { words } from './words.ts';

const w = words.story;

/**
 * Where the amount went, or would go where none was taken, and what is left to pay on each obligation; then the fee,
 * up to what the card was charged. What is left has no total: an obligation of two beneficiaries has two lines.
 */
export function splitCard({ payment, split }: PaymentStory, { money }: Formats) {
  const paidCents = split.reduce((sum, { amountCents }) => sum + amountCents, 0);
  const offCents = paidCents - payment.amountCents;
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
              ${split.map(
                (line) =>
                  html`<tr>
                    <th scope="row">
                      ${line.obligationLabel}<small>${w.goesTo(line.fund, line.beneficiary)}</small>
                    </th>
                    <td class="r num">${money(line.amountCents)}</td>
                    <td class="r num">${money(line.leftCents)}</td>
                  </tr>`,
              )}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">${w.totalPaid}</th>
                <td class="r num">${money(paidCents)}</td>
                <td></td>
              </tr>
            </tfoot>
          </table>`
    }
    ${chargedView(payment, money)}
  </section>`;
}

function chargedView(payment: PaymentStory['payment'], money: Formats['money']) {
  const { feeCents, totalCents, state, allocationRule, feeRule } = payment;
  return html`<dl class="facts bill">
    <div>
      <dt>${w.fee}</dt>
      <dd class="r num">${money(feeCents)}</dd>
    </div>
    <div>
      <dt>${state === 'succeeded' ? w.charged : w.withFee}</dt>
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
