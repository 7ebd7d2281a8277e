import { html, nothing } from 'lit';
import type { HistoryItem } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import type { Payer } from '../payer.ts';
import { receiptLink } from './done.ts';
import { heading, problems } from './form.ts';

/** Every payment of this account, newest first. */
export const history = (payer: Payer) => {
  const { flow, words } = payer;
  const { state } = flow;
  const items = state.history?.items ?? [];
  const next = state.history?.next;
  return html`
    <div class="stack">
      ${heading(words.history.title, items.length === 0 ? words.history.empty : undefined)} ${problems(flow)}
      ${
        items.length > 0
          ? html`<ul class="rows">
              ${items.map((item) => row(payer, item))}
            </ul>`
          : nothing
      }
      <div class="btns">
        ${
          next
            ? button({
                label: words.history.more,
                busy: words.frame.working,
                locked: state.busy,
                second: true,
                click: () => void flow.act(() => more(flow, next)),
              })
            : nothing
        }
        ${button({
          label: words.history.see,
          busy: words.frame.working,
          locked: state.busy,
          second: true,
          click: () => void flow.act(() => payer.goOn()),
        })}
      </div>
    </div>
  `;
};

async function more(flow: Flow, cursor: string): Promise<void> {
  const page = await flow.api.history(cursor);
  const items = [...(flow.state.history?.items ?? []), ...page.items];
  flow.set({ history: { items, next: page.next } });
}

const row = ({ flow, words, formats }: Payer, item: HistoryItem) => {
  const { receipt, status } = item;
  const look = status === 'succeeded' ? 'ok' : status === 'failed' ? 'bad' : 'warn';
  const icon = status === 'succeeded' ? icons.done : status === 'failed' ? icons.warn : icons.clock;
  return html`
    <li>
      <div>
        <b>${formats.date(receipt?.paidAt ?? item.createdAt)}</b>
        <span class="amt num">${formats.money(item.totalCents)}</span>
      </div>
      <div>
        <span class="sub">${receipt ? words.history.receipt(receipt.number) : nothing}</span>
        <span class="end"><span class="chip ${look}">${icon()}${words.history.status[status]}</span></span>
      </div>
      ${
        receipt
          ? html`<div>
              ${receiptLink(
                flow,
                receipt,
                html`${words.history.open}<span class="vh">
                    ${words.history.openNamed(receipt.number)}</span
                  >`,
                'open',
              )}
            </div>`
          : nothing
      }
    </li>
  `;
};
