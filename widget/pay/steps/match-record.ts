import { html } from 'lit';
import type { Refusal } from '../../../api/contract/index.ts';
import { button } from '../../ui/button.ts';
import { hintAndError, input, textField } from '../../ui/fields.ts';
import { icons } from '../../ui/icons.ts';
import type { Flow } from '../flow.ts';
import type { Payer } from '../payer.ts';
import type { FormProblem, State } from '../state.ts';
import { fieldOf, form, heading, keptField, needed, problems, type Typed } from './form.ts';

type Found = NonNullable<State['found']>;

/** Agency ID and date of birth find the payer's record; every miss has the same answer. */
export const matchRecord = (payer: Payer) => {
  const { flow, words } = payer;
  const { state } = flow;
  if (state.found) return confirm(payer, state.found);
  return html`
    <div class="stack">
      ${heading(words.match.title, words.match.lead)} ${problems(flow)}
      ${form(
        flow,
        html`
          ${recordFields(payer)}
          ${button({ label: words.owe.button, busy: words.frame.working, locked: state.busy })}
        `,
        recordProblems,
        (typed) => ask(payer, typed),
      )}
      <details>
        <summary>${icons.go()}${words.match.why}</summary>
        <p>${words.match.whyText(state.agency?.name ?? '')}</p>
      </details>
    </div>
  `;
};

/** Whose record it is, as little as tells it: nothing is linked before the payer says that it is theirs. */
const confirm = (payer: Payer, found: Found) => {
  const { flow, words } = payer;
  const locked = flow.state.busy;
  return html`
    <div class="stack">
      ${heading(words.match.found(found.initials, found.office))} ${problems(flow)}
      <div class="btns">
        ${button({ label: words.match.button, busy: words.frame.working, locked, click: () => void flow.act(() => link(payer, found)) })}
        ${button({ label: words.check.dontPayAgain, second: true, locked, click: () => show(flow, undefined) })}
      </div>
    </div>
  `;
};

function show(flow: Flow, found: Found | undefined): void {
  flow.focusNext = 'title';
  flow.set({ found, problems: [] });
}

/** What names a record: the agency's number and the date of birth. */
export const recordFields = (payer: Payer) => {
  const { flow, words } = payer;
  const number = { label: words.field.agencyId, hint: words.match.idHint, autocomplete: 'off' as const };
  return html`${textField({ ...keptField(flow, 'agencyPersonId'), ...number })} ${birthDate(payer)}`;
};

/** What of it is missing or cannot be. */
export const recordProblems = (typed: Typed): FormProblem[] => [
  ...needed(typed, 'agencyPersonId', (words) => words.missing.agencyId),
  ...birthDateProblems(typed),
];

const birthDate = ({ flow, words }: Payer) => {
  const whole = { ...fieldOf(flow, 'bday-month'), hint: words.match.dateHint };
  const part = (name: string, label: string, autocomplete: AutoFill) => html`
    <div>
      <label for=${name}>${label}</label>
      ${input({ ...keptField(flow, name), error: whole.error, label, autocomplete, inputmode: 'numeric', group: 'bday-month' })}
    </div>
  `;
  return html`
    <fieldset class="field ${whole.error ? 'bad' : ''}" aria-describedby="bday-month-hint">
      <legend class="label">${words.field.birthDate}</legend>
      ${hintAndError(whole)}
      <div class="trio">
        ${part('bday-month', words.field.month, 'bday-month')}
        ${part('bday-day', words.field.day, 'bday-day')} ${part('bday-year', words.field.year, 'bday-year')}
      </div>
    </fieldset>
  `;
};

/** YYYY-MM-DD of the three fields, or null when that day never was, or is yet to come. */
export function dayOf(typed: Typed): string | null {
  const [month, day, year] = ['bday-month', 'bday-day', 'bday-year'].map((name) => typed(name).trim());
  if (!/^\d{1,2}$/.test(month ?? '') || !/^\d{1,2}$/.test(day ?? '') || !/^\d{4}$/.test(year ?? ''))
    return null;
  const text = `${year}-${month?.padStart(2, '0')}-${day?.padStart(2, '0')}`;
  const date = new Date(`${text}T00:00:00Z`);
  // What is no date at all has the time NaN, which is never before now.
  return date.getTime() <= Date.now() && date.toISOString().startsWith(text) ? text : null;
}

function birthDateProblems(typed: Typed): FormProblem[] {
  const empty = ['bday-month', 'bday-day', 'bday-year'].every((name) => typed(name).trim() === '');
  if (empty) return [{ field: 'bday-month', say: (words) => words.missing.birthDate }];
  return dayOf(typed) ? [] : [{ field: 'bday-month', say: (words) => words.missing.birthDateReal }];
}

async function ask({ flow }: Payer, typed: Typed): Promise<void> {
  const claim = { agencyPersonId: typed('agencyPersonId').trim(), birthDate: dayOf(typed) ?? '' };
  const answer = await flow.api.match({ ...claim, ask: true });
  if (!answer.ok) return refuse(flow, answer.refusal);
  if ('found' in answer) show(flow, { ...answer.found, claim });
}

async function link(payer: Payer, { claim }: Found): Promise<void> {
  const { flow } = payer;
  const answer = await flow.api.match(claim);
  flow.set({ found: undefined });
  if (!answer.ok) return refuse(flow, answer.refusal);
  const { account } = flow.state;
  if (account && 'person' in answer)
    flow.set({ account: { ...account, people: [...account.people, answer.person] }, draft: {} });
  await payer.goToOwed();
}

const refuse = (flow: Flow, refusal: Refusal): void =>
  flow.refuse(refusal, refusal.code === 'too_many_tries' ? undefined : 'agencyPersonId');
