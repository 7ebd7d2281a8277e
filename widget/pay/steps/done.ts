import { html, nothing } from 'lit';
import type { ReceiptView } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import type { Payer } from '../payer.ts';
import { problems } from './form.ts';
import { fullName } from './name.ts';
import { standing } from './past-due.ts';
import { whySplit } from './split.ts';

/** It was paid: how much, the receipt, where it went. */
export const done = (payer: Payer) => {
  const { flow, words } = payer;
  const { formats, state } = flow;
  const { payment, after } = state;
  const receipt = payment?.receipt;
  if (!payment || !receipt) return nothing;
  const { money } = formats;
  const fact = (name: unknown, value: unknown, strong = false) => html`
    <div class=${strong ? 'strong' : ''}>
      <dt>${name}</dt>
      <dd class="num">${value}</dd>
    </div>
  `;
  return html`
    <div class="stack-l">
      <div class="outcome">
        <div class="seal">${icons.done()}</div>
        <h2 id="title" tabindex="-1">${words.done.title}</h2>
        <p class="big num">${money(payment.amountCents)}</p>
        <p class="lead">${words.done.thanks(state.account?.givenName ?? '')}</p>
      </div>
      ${problems(flow)}
      <section aria-labelledby="receipt">
        <h3 class="vh" id="receipt">${words.done.receipt}</h3>
        <dl class="paper">
          ${fact(words.done.number, receipt.number)}
          ${fact(words.check.payFor, `${payment.person.givenName} ${payment.person.familyName}`)}
          ${fact(words.done.date, formats.shortInstant(receipt.paidAt))}
          ${receipt.paidWith ? fact(words.done.paidWith, receipt.paidWith[words.language]) : nothing}
          ${payment.lines.map((line) => fact(fullName(payer, line), money(line.amountCents)))}
          ${payment.credit ? fact(payment.credit.name[words.language], money(payment.credit.amountCents)) : nothing}
          ${fact(words.done.fee, money(payment.feeCents))}
          ${fact(words.done.total, money(payment.totalCents), true)}
          ${receipt.stillOwedCents === undefined ? nothing : fact(words.done.stillOwed, money(receipt.stillOwedCents))}
        </dl>
      </section>
      ${whySplit(payer, payment)} ${after ? standing(payer, after) : nothing}
      <div class="btns">
        ${button({
          label: words.done.button,
          busy: words.frame.working,
          locked: state.busy,
          click: () => void flow.act(() => payer.goToOwed()),
        })}
        ${receiptLink(flow, receipt, html`${icons.print()}${words.done.print}`, 'btn two')}
        ${receiptLink(flow, receipt, html`${icons.print()}${words.history.pdf}<span class="vh"> ${words.history.openNamed(receipt.number)}</span>`, 'btn two', 'pdf')}
      </div>
    </div>
  `;
};

/** Link to the page for print, or to the same as a PDF. Only an address of the api itself is followed. */
export const receiptLink = (
  flow: Flow,
  { url }: ReceiptView,
  label: unknown,
  look: string,
  kind: 'page' | 'pdf' = 'page',
) => {
  const address = new URL(kind === 'pdf' ? `${url}.pdf` : url, flow.apiOrigin);
  if (address.origin !== flow.apiOrigin) return nothing;
  return html`
    <a class=${look} href=${address.href} target="_blank" rel="noopener noreferrer">
      ${label}<span class="vh"> ${flow.words.frame.newTab}</span>
    </a>
  `;
};
