import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { StaffMonthlyFee, StaffObligation, StaffObligations } from '../../api/contract/index.ts';
import { actForm, type ActFormProps } from './act-form.ts';
import { openerName, SUPERVISORS_ONLY, type ActKind, type Target } from './acts.ts';
import type { Formats } from './formats.ts';
import { factsOf } from './owed-facts.ts';
import { chip, fact, failureBox, refreshButton } from './parts.ts';
import type { PersonModel } from './person-model.ts';
import { hashOf } from './route.ts';
import type { Staff } from './session.ts';
import { actSentence } from './split-view.ts';
import { whole } from '../ui/whole.ts';
import { words } from './words.ts';
import { peopleWords as w } from './words-people.ts';

export interface PersonProps extends Pick<ActFormProps, 'onType' | 'onSubmit' | 'onLeave'> {
  model: PersonModel;
  role: Staff['role'];
  formats: Formats;
  onRefresh: () => void;
  onBegin: (kind: ActKind, target: Target) => void;
  accounts: (accounts: StaffObligations['accounts']) => TemplateResult;
}

/** One person: what they owe, each with what can be done to it. */
export function personView(props: PersonProps): TemplateResult {
  const { model, formats, onRefresh, role } = props;
  const { record, failure, notice, conflict, busy } = model;
  const dated = record ? words.failure.dated(formats.moment(record.asOf)) : undefined;
  const sentence = failure?.notFound ? w.notHere : words.failure.load;
  return html`
    <div class="head">
      <div>
        <p class="crumb">
          <a class="link" href=${hashOf({ view: 'people' })}>${w.heading}</a>
          ${record ? html`<span aria-hidden="true">/</span><span>${w.id(record.person.agencyPersonId)}</span>` : nothing}
        </p>
        <h1 tabindex="-1">${record?.person.name ?? w.heading}</h1>
        ${record ? html`<p class="muted sub">${record.person.office}</p>` : nothing}
      </div>
      ${refreshButton(busy, onRefresh, 'b quiet end')}
    </div>
    ${notice === undefined ? nothing : html`<p class="notice" role="alert" tabindex="-1">${notice}</p>`}
    ${
      conflict
        ? html`<p class="notice" role="alert" tabindex="-1">
            ${w.changed(words.role[conflict.role] ?? conflict.role, formats.shortMoment(conflict.at))}
          </p>`
        : nothing
    }
    ${failureBox(failure, dated, onRefresh, sentence)}
    ${record ? recordView(record, props) : busy ? skeleton() : nothing}
    ${role === 'supervisor' || !record ? nothing : html`<p class="muted needs">${w.needsSupervisor}</p>`}
  `;
}

const skeleton = () =>
  html`<div class="owed" aria-busy="true">
    <p class="vh">${w.loading}</p>
    ${Array.from(
      { length: 2 },
      () =>
        html`<div class="card" aria-hidden="true"><span class="bone"></span><span class="bone"></span></div>`,
    )}
  </div>`;

function recordView(
  { obligations, monthlyFees, accounts, creditCents }: StaffObligations,
  props: PersonProps,
) {
  const { formats } = props;
  return html`
    ${creditCents > 0 ? creditView(formats.money(creditCents), props) : nothing}
    <section aria-labelledby="owed-heading">
      <h2 class="part-heading" id="owed-heading">${w.obligations}</h2>
      <p class="acts part-acts">${button('assess', {}, props)}</p>
      ${formFor({}, 'assess', props)}
      ${obligations.length === 0 ? html`<p class="muted nothing">${w.owesNothing}</p>` : nothing}
      <div class="owed">
        ${repeat(
          obligations,
          ({ id }) => id,
          (each) => debtCard(each, props),
        )}
      </div>
    </section>
    <section aria-labelledby="fees-heading">
      <h2 class="part-heading" id="fees-heading">${w.fees}</h2>
      <p class="acts part-acts">${button('startFee', {}, props)}</p>
      ${formFor({}, 'startFee', props)}
      ${monthlyFees.length === 0 ? html`<p class="muted nothing">${w.noFees}</p>` : nothing}
      <div class="owed">
        ${repeat(
          monthlyFees,
          ({ id }) => id,
          (each) => feeCard(each, props),
        )}
      </div>
    </section>
    ${props.accounts(accounts)}
  `;
}

/** What was paid beyond what was owed, and that debts can be paid from it. */
const creditView = (credit: string, props: PersonProps) =>
  html`<dl class="facts credit">${fact(w.facts.credit, credit)}</dl>
    <p class="acts part-acts">${button('spendCredit', {}, props)}</p>
    <div class="part-acts">${formFor({}, 'spendCredit', props)}</div>`;

function debtCard(obligation: StaffObligation, props: PersonProps) {
  const { formats } = props;
  const { label, hold, balanceCents, acts } = obligation;
  const target = { obligation };
  const can: ActKind[] = [
    'adjust',
    ...(balanceCents > 0 ? (['waive'] as const) : []),
    ...(hold ? (['release'] as const) : balanceCents > 0 ? (['hold'] as const) : []),
  ];
  return html`<article class="card" aria-label=${label}>
    <h3 class="what"><span>${whole(label)}</span> ${stateOf(obligation)}</h3>
    <dl class="facts">${factsOf(obligation, formats).map(([name, value]) => fact(name, value))}</dl>
    <p class="acts">${can.map((kind) => button(kind, target, props))}</p>
    ${can.map((kind) => formFor(target, kind, props))}
    ${historyOf(acts.map((act) => actSentence(act, formats)))}
  </article>`;
}

function stateOf({ hold, balanceCents, pastDueCents }: StaffObligation) {
  if (hold) return chip('warn', 'lock', w.onHold);
  if (balanceCents === 0) return chip('ok', 'done', w.paidOff);
  return pastDueCents > 0 ? chip('bad', 'clock', w.pastDueChip) : chip('info', 'list', w.open);
}

function feeCard(fee: StaffMonthlyFee, props: PersonProps) {
  const { formats } = props;
  const can: ActKind[] = fee.nextDueOn === undefined ? [] : ['changeFee', 'endFee'];
  const told = fee.acts.map(({ kind, at, by, note, amountCents, lastDueOn }) => {
    const what =
      kind === 'ended' ? lastDueOn && formats.calendarDay(lastDueOn) : formats.money(amountCents ?? 0);
    const did = `${w.feeActs[kind] ?? kind} ${what ?? ''}`;
    return words.story.actLine(did, formats.shortMoment(at), by, note);
  });
  return html`<article class="card" aria-label=${fee.label}>
    <h3 class="what">
      <span>${whole(fee.label)}</span> ${can.length === 0 ? chip('ok', 'done', w.ended) : nothing}
    </h3>
    <dl class="facts">${factsOf(fee, formats).map(([name, value]) => fact(name, value))}</dl>
    ${can.length === 0 ? nothing : html`<p class="acts">${can.map((kind) => button(kind, { fee }, props))}</p>`}
    ${can.map((kind) => formFor({ fee }, kind, props))} ${historyOf(told)}
  </article>`;
}

const historyOf = (told: readonly string[]) =>
  told.length === 0
    ? nothing
    : html`<details>
        <summary>${w.history}</summary>
        <ul>
          ${told.map((line) => html`<li>${line}</li>`)}
        </ul>
      </details>`;

function button(kind: ActKind, target: Target, { role, onBegin, model }: PersonProps) {
  if (SUPERVISORS_ONLY.has(kind) && role !== 'supervisor') return nothing;
  const label = target.obligation?.label ?? target.fee?.label;
  return html`<button
    class="b"
    type="button"
    data-stop
    data-act=${openerName(kind, target)}
    aria-expanded=${isActing(model, kind, target) ? 'true' : 'false'}
    @click=${() => onBegin(kind, target)}
  >
    ${w.acts[kind]}${label === undefined ? nothing : html`<span class="vh"> ${label}</span>`}
  </button> `;
}

/** The form stands where its button is. */
function formFor(target: Target, kind: ActKind, { model, formats, onType, onSubmit, onLeave }: PersonProps) {
  const { acting, options } = model;
  if (!acting || !isActing(model, kind, target)) return nothing;
  return actForm({ acting, options, record: model.record, formats, onType, onSubmit, onLeave });
}

const isActing = ({ acting }: PersonModel, kind: ActKind, { obligation, fee }: Target) =>
  acting?.kind === kind && acting.obligation?.id === obligation?.id && acting.fee?.id === fee?.id;
