import { html, nothing } from 'lit';
import type { OnItsWay } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { icons } from '../../ui/icons.ts';
import type { Payer } from '../payer.ts';
import { heading, problems } from './form.ts';

/** While the end is not known: no way to pay again, and what is safe to do. */
export const waiting = (payer: Payer) =>
  payer.state.payment?.onItsWay ? onItsWay(payer, payer.state.payment.onItsWay) : underWay(payer);

/** A bank has been asked, and answers in days: nobody needs to wait for that here. */
const onItsWay = (payer: Payer, { title, text }: OnItsWay) => {
  const { flow, words } = payer;
  return html`
    <div class="stack">
      <div class="outcome">
        <div class="seal wait" aria-hidden="true">${icons.clock()}</div>
        ${heading(title[words.language], text[words.language])}
      </div>
      ${problems(flow)}
      <div class="btns">
        ${button({
          label: words.history.see,
          busy: words.frame.working,
          locked: flow.state.busy,
          click: () => void flow.act(() => payer.goToOwed()),
        })}
        ${checkNow(payer)}
      </div>
    </div>
  `;
};

const checkNow = ({ words, state, paying }: Payer) =>
  button({
    label: words.waiting.checkNow,
    busy: words.frame.working,
    second: true,
    locked: state.busy,
    click: () => void paying.checkNow(),
  });

const underWay = (payer: Payer) => {
  const { flow, words } = payer;
  const { state } = flow;
  const { payment } = state;
  const bank = payment?.status === 'needs_action' && !state.answered;
  const checking = !bank && (state.slow || state.lost || payment?.status === 'checking');
  const title = bank ? words.waiting.bankTitle : checking ? words.waiting.checkingTitle : words.waiting.title;
  const lead = bank ? words.waiting.bankLead : checking ? words.waiting.checkingLead : undefined;
  return html`
    <div class="stack">
      <div class="outcome">
        <div class="seal wait" aria-hidden="true"><span class="spin"></span></div>
        ${heading(title, lead)}
      </div>
      ${problems(flow)}
      ${
        checking
          ? html`<p class="note">
              ${icons.info()}
              <span>
                ${state.lost ? words.waiting.lost : nothing}
                ${payment ? words.waiting.number(shortNumber(payment.id)) : nothing} ${words.waiting.mail}
              </span>
            </p>`
          : nothing
      }
      ${
        bank && state.notCanceled
          ? html`<p class="note warn">${icons.warn()}<span>${words.waiting.notCanceled}</span></p>`
          : nothing
      }
      <div class="btns">
        ${
          bank
            ? button({
                label: words.waiting.bankOpen,
                locked: state.busy,
                click: () => void payer.paying.openBank(),
              })
            : nothing
        }
        ${payment || state.lost ? checkNow(payer) : nothing}
        ${
          bank
            ? button({
                label: words.waiting.bankCancel,
                busy: words.frame.working,
                second: true,
                locked: state.busy,
                click: () => void payer.paying.cancelBankCheck(),
              })
            : nothing
        }
      </div>
    </div>
  `;
};

/** The first eight signs of a payment's id, as people read them out: `4F2A-9C01`. */
const shortNumber = (id: string) =>
  id
    .slice(0, 8)
    .toUpperCase()
    .replace(/(.{4})(?=.)/, '$1-');
