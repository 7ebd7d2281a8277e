import { html, nothing } from 'lit';
import type { ObligationView, OwedView } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { hintAndError, input } from '../../ui/fields.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import type { Payer } from '../payer.ts';
import type { ChoiceKind } from '../state.ts';
import { fieldOf, form, heading, keptField, problems } from './form.ts';
import { beyondKind } from './name.ts';
import { splitPanel } from './split.ts';

/** What is owed, and how much of it to pay. */
export const owe = (payer: Payer) => {
  const { flow } = payer;
  const { owed } = flow.state;
  if (!owed) return nothing;
  return html`
    <div class="stack-l">
      <div>${heading(flow.words.owe.title, lead(flow, owed))} ${person(payer, owed)}</div>
      ${problems(flow)} ${owed.balanceCents === 0 ? nothing : payable(payer, owed)}
    </div>
  `;
};

const lead = ({ words, formats }: Flow, owed: OwedView) => {
  const due = formats.money(owed.dueCents);
  const first =
    owed.balanceCents === 0
      ? words.owe.nothing
      : owed.dueCents === 0
        ? words.owe.nothingDue
        : owed.dueOn && !owed.obligations.some(({ pastDue }) => pastDue)
          ? words.owe.dueBy(due, formats.day(owed.dueOn))
          : words.owe.dueNow(due);
  return `${first} ${words.owe.readAt(formats.instant(owed.asOf))}`;
};

const person = (payer: Payer, owed: OwedView) => {
  const { flow } = payer;
  const { words, state } = flow;
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

const payable = (payer: Payer, owed: OwedView) => {
  const { flow } = payer;
  const { words, formats, state } = flow;
  return html`
    <section aria-labelledby="balances">
      <h3 class="vh" id="balances">${words.owe.balances}</h3>
      <ul class="rows">
        ${owed.obligations.map((one) => row(flow, one))}
        <li class="sum">
          <div>
            <span>${words.owe.total}</span><span class="amt num">${formats.money(owed.balanceCents)}</span>
          </div>
        </li>
      </ul>
    </section>
    ${form(
      flow,
      html`
        ${choices(payer, owed)} ${splitPanel(flow)}
        ${button({ label: words.owe.button, busy: words.frame.working, locked: state.busy })}
      `,
      () => [],
      () => goOn(payer),
      'stack-l',
    )}
    <details>
      <summary>${icons.go()}${words.owe.cannot}</summary>
      <p>${words.owe.cannotText(state.agency?.phone ?? '')}</p>
    </details>
  `;
};

const row = ({ words, formats }: Flow, one: ObligationView) => {
  const due = formats.money(one.dueCents);
  return html`
    <li>
      <div>
        <b>${words.kinds[one.kind]}</b><span class="amt num">${formats.money(one.balanceCents)}</span>
      </div>
      <div>
        <span class="sub">${beyondKind(one)}</span>
        <span class="sub end">
          ${
            one.dueCents > 0 && !(one.pastDue && one.dueCents === one.balanceCents)
              ? html`<span class="num">
                  ${one.dueOn && !one.pastDue ? words.owe.due(due, formats.shortDay(one.dueOn)) : words.owe.dueNoDate(due)}
                </span>`
              : nothing
          }
          ${one.pastDue ? html`<span class="chip warn">${icons.clock()}${words.owe.pastDue}</span>` : nothing}
        </span>
      </div>
    </li>
  `;
};

const choices = (payer: Payer, owed: OwedView) => {
  const { words, formats, state } = payer.flow;
  const { choice: labels } = words.owe;
  const money = formats.money;
  const last = lastDueOn(owed);
  const untilDue = last ? words.owe.keepsUp(formats.day(last)) : words.owe.keepsUpNoDate;
  return html`
    <fieldset>
      <legend class="head">${words.owe.howMuch}</legend>
      <div class="choices">
        ${owed.dueCents > 0 ? choice(payer, 'due_now', labels.dueNow, untilDue, money(owed.dueCents)) : nothing}
        ${choice(payer, 'everything', labels.everything, words.owe.paysOff(owed.obligations.length), money(owed.balanceCents))}
        ${choice(payer, 'other', labels.other, words.owe.from(money(owed.leastCents), money(owed.mostCents)))}
        ${state.choice === 'other' ? otherAmount(payer) : nothing}
      </div>
    </fieldset>
  `;
};

/** Until when nothing more is due once all that is due now is paid; local days compare as text. */
const lastDueOn = ({ obligations, asOf }: OwedView): string | undefined => {
  const days = obligations.map(({ dueCents, dueOn }) => (dueCents > 0 && dueOn) || '');
  return days.toSorted().findLast((day) => day >= asOf.slice(0, 10));
};

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
  const field = { ...keptField(flow, 'amount'), label: flow.words.owe.otherLabel };
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

async function goOn(payer: Payer): Promise<void> {
  const { flow } = payer;
  const quote = await payer.quoting.settle();
  if (!quote) return;
  flow.go('check', { retryOf: undefined, payAgain: undefined });
  void payer.card.open(quote.totalCents);
}
