import { html, nothing } from 'lit';
import type { ObligationView, OwedView } from '../../../api/contract/index.ts';
import type { Formats } from '../../i18n/format.ts';
import type { PayerWords } from '../../i18n/payer-words.ts';
import { button } from '../../ui/button.ts';
import { hintAndError, input } from '../../ui/fields.ts';
import { callable } from '../../ui/phone.ts';
import { icons } from '../../ui/icons.ts';
import type { Payer } from '../payer.ts';
import { payableAtOnce } from '../quoting.ts';
import type { ChoiceKind } from '../state.ts';
import { receiptLink } from './done.ts';
import { fieldOf, form, heading, keptField, problems } from './form.ts';
import { label } from './name.ts';
import { stillPastDue } from './past-due.ts';
import { splitPanel } from './split.ts';

/** What is owed, and how much of it to pay. */
export const owe = (payer: Payer) => {
  const { flow } = payer;
  const { owed } = flow.state;
  if (!owed) return nothing;
  return html`
    <div class="stack-l">
      <div>${heading(payer.words.owe.title, lead(payer, owed))} ${person(payer, owed)}</div>
      ${received(payer, owed)} ${problems(flow)}
      ${owed.onItsWay ? html`<p class="note">${icons.clock()}<span>${owed.onItsWay[payer.words.language]}</span></p>` : nothing}
      ${owed.credit ? html`<p>${owed.credit[payer.words.language]}</p>` : nothing}
      ${owed.balanceCents === 0 ? nothing : html`${balances(payer, owed)} ${owed.payableCents > 0 ? payable(payer, owed) : nothing}`}
      <button type="button" class="link" @click=${() => void payer.goToHistory()}>
        ${payer.words.frame.history}
      </button>
    </div>
  `;
};

/** That money was taken a moment ago, for who may not have seen it. */
const received = ({ flow, words, formats }: Payer, { paidJustNow }: OwedView) =>
  paidJustNow
    ? html`<p class="note" role="status">
        ${icons.done()}<span>
          ${words.owe.received(formats.money(paidJustNow.totalCents))}
          ${receiptLink(flow, paidJustNow.receipt, words.history.receipt(paidJustNow.receipt.number), '')}
        </span>
      </p>`
    : nothing;

const heldOf = ({ obligations }: OwedView): number =>
  obligations.reduce((all, { heldCents = 0 }) => all + heldCents, 0);

const lead = ({ words, formats }: Payer, owed: OwedView) => {
  const held = heldOf(owed);
  const first =
    owed.balanceCents === 0
      ? words.owe.nothing
      : owed.dueCents === 0
        ? held > 0
          ? words.owe.beingPaid(formats.money(held))
          : owed.payableCents > 0
            ? words.owe.nothingDue
            : words.owe.nothing
        : whatIsDue(words, formats, owed);
  return `${first} ${words.owe.readAt(formats.instant(owed.asOf))}`;
};

/** Until when, and what of it is late; "now" only where none of it may wait. */
function whatIsDue({ owe: says }: PayerWords, { money, day }: Formats, owed: OwedView): string {
  const due = money(owed.dueCents);
  const days = comingDays(owed);
  const last = days.at(-1);
  if (!last) return says.dueNow(due);
  const late = owed.obligations.reduce((all, one) => all + one.pastDueCents, 0);
  const when = days[0] === last && !late ? says.dueBy : says.dueThrough;
  return `${when(due, day(last, owed.asOf))} ${late ? says.late(money(late)) : ''}`.trim();
}

const person = (payer: Payer, owed: OwedView) => {
  const { flow, words } = payer;
  const { state } = flow;
  const people = state.account?.people ?? [];
  const name = (of: OwedView['person']) => words.owe.person(`${of.givenName} ${of.familyName}`, of.idLast4);
  if (people.length < 2) return html`<p class="lead small">${name(owed.person)}, ${owed.person.office}</p>`;
  const pick = (event: Event) => {
    if (event.target instanceof HTMLSelectElement) {
      const personId = event.target.value;
      void flow.act(async () => {
        flow.set({ personId });
        await payer.goToOwed(false);
      });
    }
  };
  return html`
    <div class="field">
      <label for="person">${words.owe.personLabel}</label>
      <select class="input" id="person" @change=${pick}>
        ${people.map((one) => html`<option value=${one.id} ?selected=${one.id === owed.person.id}>${name(one)}</option>`)}
      </select>
    </div>
  `;
};

const balances = (payer: Payer, owed: OwedView) => {
  const { words, formats } = payer;
  const lateFirst = owed.obligations.toSorted((a, b) => Number(b.pastDue) - Number(a.pastDue));
  return html`
    <section aria-labelledby="balances">
      <h3 class="vh" id="balances">${words.owe.balances}</h3>
      <ul class="rows">
        ${lateFirst.map((one) => row(payer, owed, one))}
        <li class="sum">
          <div>
            <span>${words.owe.total}</span><span class="amt num">${formats.money(owed.balanceCents)}</span>
          </div>
        </li>
      </ul>
    </section>
  `;
};

const payable = (payer: Payer, owed: OwedView) => {
  const { flow, words } = payer;
  const { state } = flow;
  const phone = state.agency?.phone ?? '';
  return html`
    ${form(
      flow,
      html`
        ${choices(payer, owed)} ${splitPanel(payer)}
        ${state.quote ? stillPastDue(payer, owed, state.quote.lines) : nothing}
        ${button({ label: words.owe.button, busy: words.frame.working, locked: state.busy })}
      `,
      () => [],
      async () => void (await payer.toCheck()),
      'stack-l',
    )}
    <details>
      <summary>${icons.go()}${words.owe.cannot}</summary>
      <p>${callable(words.owe.cannotText(phone), phone)}</p>
    </details>
  `;
};

const row = (payer: Payer, { asOf }: OwedView, one: ObligationView) => {
  const { words, formats } = payer;
  const due = formats.money(one.dueCents);
  return html`
    <li>
      <div>
        <b>${words.kinds[one.kind]}</b><span class="amt num">${formats.money(one.balanceCents)}</span>
      </div>
      <div>
        <span class="sub">${label(payer, one)}</span>
        <span class="sub end">
          ${
            one.dueCents > 0 && !(one.pastDue && one.dueCents === one.balanceCents)
              ? html`<span class="num">
                  ${one.dueOn && !one.pastDue ? words.owe.due(due, formats.shortDay(one.dueOn, asOf)) : words.owe.dueNoDate(due)}
                </span>`
              : nothing
          }
          ${one.pastDue ? html`<span class="chip warn">${icons.clock()}${words.owe.pastDue}${one.pastDueCents < one.dueCents ? ` ${formats.money(one.pastDueCents)}` : ''}</span>` : nothing}
        </span>
      </div>
      ${
        one.next
          ? html`<p class="sub num">
              ${words.owe.due(formats.money(one.next.amountCents), formats.shortDay(one.next.dueOn, asOf))}
            </p>`
          : nothing
      }
      ${one.onHold ? html`<p class="sub">${one.onHold[words.language]}</p>` : nothing}
      ${one.heldCents ? html`<p class="sub">${words.owe.held(formats.money(one.heldCents))}</p>` : nothing}
    </li>
  `;
};

const choices = (payer: Payer, owed: OwedView) => {
  const { flow, words } = payer;
  const { formats, state } = flow;
  const { choice: labels } = words.owe;
  const money = formats.money;
  const last = lastDueOn(owed);
  const field = fieldOf(flow, 'choice-everything');
  const keepsUp = last ? words.owe.keepsUp(formats.day(last, owed.asOf)) : words.owe.keepsUpNoDate;
  return html`
    <fieldset class="field ${field.error ? 'bad' : ''}">
      <legend class="head">${owed.dueCents > 0 ? words.owe.howMuch : words.owe.howMuchAhead}</legend>
      ${hintAndError(field)}
      <div class="choices">
        ${payableAtOnce(owed, 'due_now') ? choice(payer, 'due_now', labels.dueNow, owed.dueNowClears ? keepsUp : '', money(owed.dueCents)) : nothing}
        ${payableAtOnce(owed, 'everything') ? choice(payer, 'everything', labels.everything, paysAll(payer, owed), money(owed.payableCents)) : nothing}
        ${choice(payer, 'other', labels.other, words.owe.from(money(owed.leastCents), money(owed.mostCents)))}
        ${state.choice === 'other' ? otherAmount(payer) : nothing}
      </div>
    </fieldset>
  `;
};

/** What paying everything does, where nothing holds any of it. */
const paysAll = ({ words }: Payer, { payableCents, balanceCents, obligations }: OwedView): string =>
  payableCents < balanceCents
    ? words.owe.paysTheRest
    : obligations.length === 1
      ? words.owe.paysOff
      : words.owe.paysOffAll(obligations.length);

/** Until when nothing more is due once all that is due now is paid; local days compare as text. */
const lastDueOn = (owed: OwedView): string | undefined => {
  const next = owed.obligations.flatMap((one) => one.next?.dueOn ?? []).toSorted()[0];
  return next ?? comingDays(owed).at(-1);
};

/** Days from today on by which some of what is due is due, the nearest first. */
const comingDays = ({ obligations, asOf }: OwedView): string[] =>
  obligations
    .flatMap(({ dueCents, dueOn = '' }) => (dueCents > 0 && dueOn >= asOf.slice(0, 10) ? dueOn : []))
    .toSorted();

const choice = (payer: Payer, kind: ChoiceKind, label: string, sub: string, amount?: string) => html`
  <label class="choice ${payer.flow.state.choice === kind ? 'on' : ''}">
    <input
      type="radio"
      name="choice"
      id="choice-${kind}"
      value=${kind}
      .checked=${payer.flow.state.choice === kind}
      @change=${() => {
        payer.flow.set({ choice: kind, problems: [] });
        payer.quoting.ask();
      }}
    />
    <b>${label}</b><span class="amt num">${amount ?? ''}</span><span class="sub">${sub}</span>
  </label>
`;

const otherAmount = (payer: Payer) => {
  const { flow } = payer;
  const field = { ...keptField(flow, 'amount'), label: payer.words.owe.otherLabel };
  const typed = (event: Event) => {
    flow.typed(event); // the form's own listener hears it only after this one
    payer.quoting.ask(true);
  };
  return html`
    <div class="field ${field.error ? 'bad' : ''}" @input=${typed}>
      <label for="amount">${field.label}</label>
      ${hintAndError(fieldOf(flow, 'amount'))}
      <div class="money">${input({ ...field, autocomplete: 'off', inputmode: 'decimal' })}</div>
    </div>
  `;
};
