import { html, nothing } from 'lit';
import type { HistoryItem, ReceiptView } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import type { Payer } from '../payer.ts';
import { receiptLink } from './done.ts';
import { heading, problems } from './form.ts';

/** Every payment of this account by month, newest first; each that was paid with its receipt. */
export const history = (payer: Payer) => {
  const { flow, words } = payer;
  const { items = [], next, paidOnly = false } = flow.state.history ?? {};
  const empty = paidOnly ? words.history.emptyPaid : words.history.empty;
  return html`
    <div class="stack">
      ${heading(words.history.title, items.length === 0 ? empty : undefined)} ${problems(flow)}
      ${items.length > 0 || paidOnly ? filter(payer, paidOnly) : nothing}
      ${byMonth(payer, items).map(
        ([month, those], index) => html`
          <section aria-labelledby="month-${index}">
            <h3 class="month" id="month-${index}">${month}</h3>
            <ul class="rows">
              ${those.map((item) => row(payer, item))}
            </ul>
          </section>
        `,
      )}
      <div class="btns">
        ${next ? action(payer, words.history.more, () => more(flow, next)) : nothing}
        ${action(payer, words.history.see, () => payer.goOn())}
      </div>
    </div>
  `;
};

const filter = ({ flow, words }: Payer, paidOnly: boolean) => html`
  <label class="tick">
    <input
      type="checkbox"
      id="paid-only"
      .checked=${paidOnly}
      @change=${({ target }: Event) => void setFilter(flow, target, !paidOnly)}
    />
    <span>${words.history.paidOnly}</span>
  </label>
`;

const action = ({ flow, words }: Payer, label: string, work: () => Promise<void>) =>
  button({
    label,
    busy: words.frame.working,
    locked: flow.state.busy,
    second: true,
    click: () => void flow.act(work),
  });

/** When it was paid, or begun. */
const dayOf = ({ receipt, createdAt }: HistoryItem) => receipt?.paidAt ?? createdAt;

/** Months as the agency's zone has them, in the order of the list. */
function byMonth({ formats }: Payer, items: readonly HistoryItem[]): [string, HistoryItem[]][] {
  const months = new Map<string, HistoryItem[]>();
  for (const item of items) {
    const month = formats.month(dayOf(item));
    months.set(month, [...(months.get(month) ?? []), item]);
  }
  return [...months];
}

/** What is shown decides whether the box is ticked: the list that was asked for may not have come. */
async function setFilter(flow: Flow, box: EventTarget | null, paidOnly: boolean): Promise<void> {
  await flow.act(() => read(flow, paidOnly));
  if (box instanceof HTMLInputElement) box.checked = flow.state.history?.paidOnly ?? false;
}

async function read(flow: Flow, paidOnly: boolean): Promise<void> {
  const page = await flow.api.history(paidOnly ? { paidOnly } : {});
  flow.set({ history: { ...page, paidOnly } });
}

async function more(flow: Flow, cursor: string): Promise<void> {
  const { items = [], paidOnly = false } = flow.state.history ?? {};
  const page = await flow.api.history(paidOnly ? { cursor, paidOnly } : { cursor });
  flow.set({ history: { items: [...items, ...page.items], next: page.next, paidOnly } });
}

const row = (payer: Payer, item: HistoryItem) => {
  const { words, formats, state } = payer;
  const { receipt, person, takenBack } = item;
  const status = takenBack ? 'failed' : item.status;
  const told = takenBack ?? item.onItsWay;
  const look = status === 'succeeded' ? 'ok' : status === 'failed' ? 'bad' : 'warn';
  const icon = status === 'succeeded' ? icons.done : status === 'failed' ? icons.warn : icons.clock;
  const isOne = (state.account?.people ?? []).every(({ id }) => id === person.id);
  return html`
    <li>
      <div>
        <b>${formats.date(dayOf(item))}</b>
        <span class="amt num">${formats.money(item.totalCents)}</span>
      </div>
      <div>
        <span class="sub">${receipt ? words.history.receipt(receipt.number) : nothing}</span>
        <span class="end"
          ><span class="chip ${look}"
            >${icon()}${told?.short[words.language] ?? words.history.status[status]}</span
          ></span
        >
      </div>
      ${told ? html`<p class="sub">${told.text[words.language]}</p>` : nothing}
      ${isOne ? nothing : html`<p class="sub">${words.check.payFor} ${person.givenName} ${person.familyName}</p>`}
      ${receipt ? html`<div class="links">${link(payer, receipt, 'page')} ${link(payer, receipt, 'pdf')}</div>` : nothing}
    </li>
  `;
};

const link = ({ flow, words }: Payer, receipt: ReceiptView, kind: 'page' | 'pdf') =>
  receiptLink(
    flow,
    receipt,
    html`${kind === 'pdf' ? words.history.pdf : words.history.open}<span class="vh">
        ${words.history.openNamed(receipt.number)}</span
      >`,
    'open',
    kind,
  );
