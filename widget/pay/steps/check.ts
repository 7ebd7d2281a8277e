import { html, nothing } from 'lit';
import { button } from '../../ui/button.ts';
import { callable } from '../../ui/phone.ts';
import { icons } from '../../ui/icons.ts';
import type { Payer } from '../payer.ts';
import { tickField } from '../../ui/fields.ts';
import { form, heading, keptField, problems } from './form.ts';
import { securePage, securePageLink } from './secure-page.ts';
import { splitDetails } from './split.ts';
import { ways } from './ways.ts';

/** Everything about the payment once more, the card, the button. A declined payment keeps its figures. */
export const check = (payer: Payer) => {
  const { flow, words, retried } = payer;
  const { formats, state } = flow;
  const { agency, owed } = state;
  const figures = retried ?? state.quote;
  const person = retried?.person ?? owed?.person;
  if (!figures || !person || !agency) return nothing;
  const total = formats.money(figures.totalCents);
  const debit = retried ? undefined : state.quote?.debit;
  const kinds = [...new Set(figures.lines.map(({ kind }) => words.kinds[kind]))];
  return html`
    <div class="stack-l">
      ${heading(words.check.title)} ${problems(flow)} ${state.payAgain ? again(payer) : nothing}
      <dl class="facts">
        <div>
          <dt>${words.check.payTo}</dt>
          <dd>${agency.name}</dd>
        </div>
        <div>
          <dt>${words.check.payFor}</dt>
          <dd>${words.owe.person(`${person.givenName} ${person.familyName}`, person.idLast4)}</dd>
        </div>
        <div>
          <dt>${words.check.goesTo}</dt>
          <dd>${formats.list(kinds.map((kind, at) => (at > 0 ? kind.toLowerCase() : kind)))}</dd>
          <dd class="act">${change(payer)}</dd>
        </div>
      </dl>
      ${splitDetails(payer, figures)} ${ways(payer)}
      ${form(
        flow,
        html`
          <section aria-labelledby="card">
            <h3 id="card">${words.check.tenders[debit ? 'bank_debit' : 'card']}</h3>
            ${card(payer)}
          </section>
          <dl class="panel bill">
            <div>
              <dt>${words.check.payment}</dt>
              <dd class="num">${formats.money(figures.amountCents)}</dd>
            </div>
            <div>
              <dt>
                ${words.check.fee}
                <span class="muted">(${formats.percent(figures.feeBasisPoints)})</span>
              </dt>
              <dd class="num">${formats.money(figures.feeCents)}</dd>
            </div>
            <div class="total">
              <dt>${words.check.total}</dt>
              <dd class="num">${total}</dd>
            </div>
          </dl>
          ${debit ? tickField({ ...keptField(flow, debit.version), label: debit.text }) : html`<p class="muted">${words.check.statement(total, agency.statementDescriptor)}</p>`}
          ${figures.feeCents === 0 || state.quote?.ways?.some(({ here }) => !here) ? nothing : html`<p class="muted small">${callable(words.check.noFee(agency.phone), agency.phone)}</p>`}
          ${state.payAgain ? nothing : pay(payer, total)}
        `,
        () => [],
        async () => undefined,
      )}
    </div>
  `;
};

/** A declined payment is let go first: it holds what another is to pay. */
const change = ({ flow, words, paying }: Payer) => html`
  <button
    type="button"
    class="link"
    @click=${() => flow.state.busy || (flow.state.retryOf ? void paying.letGo() : flow.go('owe'))}
  >
    ${words.check.change}<span class="vh"> ${words.check.changeNamed}</span>
  </button>
`;

const card = (payer: Payer) => {
  const { words } = payer;
  const { state } = payer.flow;
  const phone = state.agency?.phone ?? '';
  const failed = state.card === 'late' || state.card === 'failed';
  const elsewhere = securePage(state.agency);
  return html`
    ${
      failed
        ? html`<div class="stack">
            <p class="note warn">
              ${icons.warn()}
              <span
                ><b>${words.check.cardFailed}</b>
                ${callable(elsewhere ? words.check.cardFailedPage(phone) : words.check.cardFailedHelp(phone), phone)}</span
              >
            </p>
            ${elsewhere ? securePageLink(elsewhere, words) : nothing}
            ${button({
              label: words.trouble.tryAgain,
              second: true,
              click: () => void payer.card.retry((payer.retried ?? state.quote)?.totalCents ?? 0),
            })}
          </div>`
        : nothing
    }
    ${
      state.card === 'opening'
        ? html`<p class="muted small">${words.check.cardOpening}</p>
            <div aria-hidden="true">
              <div class="bone s"></div>
              <div class="bone"></div>
              <div class="bone s"></div>
              <div class="bone"></div>
            </div>`
        : nothing
    }
    <slot name="card"></slot>
  `;
};

const pay = (payer: Payer, total: string) => {
  const { words } = payer;
  const { state } = payer.flow;
  const locked = state.busy || state.quoting || state.trouble !== undefined;
  return button({
    label: html`${icons.lock()}<span class="num">${words.check.pay(total)}</span>`,
    busy: state.trouble ? words.trouble.waiting : state.quoting ? words.owe.adding : words.check.paying,
    locked,
    click: () => void payer.paying.pay(),
  });
};

/** The server knows of the same payment a moment ago and asks first; as the error summary, it takes focus. */
const again = (payer: Payer) => {
  const { flow, words } = payer;
  const { formats, state } = flow;
  return html`
    <div class="problem stack" id="again" tabindex="-1" aria-labelledby="again-question">
      <div role="alert"><h3 id="again-question">${state.payAgain?.(words, formats)}</h3></div>
      <div class="btns">
        ${button({
          label: words.check.dontPayAgain,
          locked: state.busy,
          click: () => void flow.act(() => payer.goToOwed()), // another tab or person may have paid: what is owed, anew
        })}
        ${button({
          label: words.check.payAgain,
          busy: words.check.paying,
          second: true,
          locked: state.busy,
          click: () => void payer.paying.pay(true),
        })}
      </div>
    </div>
  `;
};
