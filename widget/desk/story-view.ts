import { html, nothing } from 'lit';
import type { PaymentStory } from '../../api/contract/index.ts';
import type { Formats } from './formats.ts';
import { ledgerCards } from './ledger-view.ts';
import { attemptsView } from './attempts-view.ts';
import { linkedCard } from './linked-view.ts';
import { debitWords, failureBox, moment, stateChip, wayWords } from './parts.ts';
import { receiptActions } from './receipt-actions.ts';
import { splitCard } from './split-view.ts';
import { stagesOf, type Stage } from './stages.ts';
import { lookOf } from './states.ts';
import type { StoryModel } from './story-model.ts';
import { timelineOf } from './timeline.ts';
import { timelineView } from './timeline-view.ts';
import { words } from './words.ts';

const w = words.story;

export interface StoryProps {
  model: StoryModel;
  formats: Formats;
  /** UTC as a second line of each event. */
  utcShown: boolean;
  onUtc: () => void;
  onEventKind: (kind: string) => void;
  onAgain: () => void;
  onSendReceipt: () => void;
}

/** One payment: where it is, what happened, where the money went. */
export function storyView(props: StoryProps) {
  const { model, formats, onAgain, onSendReceipt } = props;
  const { story, failure, asOf } = model;
  if (failure?.notFound) return notFound();
  const dated = story && asOf ? words.failure.datedStory(formats.moment(asOf)) : undefined;
  return html`
    <div class="head">
      <div>
        <p class="crumb">
          <a class="link" href="#/payments">${words.payments.heading}</a>
          ${story ? html`<span aria-hidden="true">/</span><span class="num">${receiptWords(story)}</span>` : nothing}
        </p>
        <h1 tabindex="-1">${story ? heading(story, formats) : w.loading}</h1>
        ${story ? subheading(story, formats) : nothing}
      </div>
      ${story ? receiptActions(story, model.receipt, formats, onSendReceipt) : nothing}
    </div>
    ${failureBox(failure, dated, onAgain)} ${story ? storyBody(props, story) : failure ? nothing : skeleton()}
  `;
}

function storyBody({ formats, utcShown, onUtc, onEventKind, model }: StoryProps, story: PaymentStory) {
  const { tender } = story.payment;
  const shown = { utcShown, onUtc, kind: model.eventKind, onKind: onEventKind, tender };
  return html`
    ${rail(stagesOf(story), story.payment, formats)}
    <div class="cols" aria-busy=${model.busy ? 'true' : 'false'}>
      <div class="course">
        ${timelineView(timelineOf(story, formats), formats, shown)} ${attemptsView(story.attempts, formats)}
      </div>
      <section class="cards" aria-label=${w.facts}>
        ${splitCard(story, formats)} ${ledgerCards(story.entries, formats)} ${linkedCard(story, formats)}
      </section>
    </div>
  `;
}

const heading = ({ payment }: PaymentStory, { money }: Formats) =>
  w.heading(money(payment.totalCents), payment.payerName);

function subheading({ payment }: PaymentStory, formats: Formats) {
  const way = wayWords(payment);
  const debit = debitWords(payment, formats);
  return html`<p class="muted sub">
    ${stateChip(payment.state)}
    ${debit === undefined ? nothing : html`${debit} · `}${w.forPerson(payment.personName)} ·
    ${words.payments.idEnding(payment.personIdLast4)} ${way === undefined ? nothing : html`· ${way}`} ·
    ${moment(payment.createdAt, formats, 'moment')}
  </p>`;
}

const receiptWords = ({ payment }: PaymentStory): string =>
  payment.receiptNumber === undefined ? w.noReceipt : w.receipt(String(payment.receiptNumber));

function rail(stages: readonly Stage[], payment: PaymentStory['payment'], formats: Formats) {
  return html`<ol class="rail" aria-label=${w.rail}>
    ${stages.map(
      (stage) =>
        html`<li class=${stage.status} aria-current=${stage.status === 'now' ? 'step' : nothing}>
          <b>${w.stage[stage.name]}</b><span class="vh">, ${w.stageStatus[stage.status]}</span>
          <span class="when">${stageWords(stage, payment, formats)}</span>
        </li>`,
    )}
  </ol>`;
}

function stageWords({ name, status, at }: Stage, payment: PaymentStory['payment'], formats: Formats) {
  const when = at === undefined ? nothing : moment(at, formats, 'shortMoment');
  if (status === 'ahead') return w.stageAhead;
  if (status === 'now' && name === 'posted') return w.postingNow;
  if (status === 'now' && name === 'settled') return w.settlingNow;
  if (status === 'done') return when;
  const after = debitWords(payment, formats) ?? when;
  return html`${lookOf(payment.state).word} ${after === nothing ? nothing : html`· ${after}`}`;
}

const notFound = () => html`
  <div class="head">
    <div>
      <h1 tabindex="-1">${w.notFound}</h1>
      <p class="muted">${w.notFoundText}</p>
      <p class="after"><a class="b" href="#/payments">${w.toList}</a></p>
    </div>
  </div>
`;

const bones = (n: number) => Array.from({ length: n }, () => html`<span class="bone"></span>`);

const skeleton = () => html`
  <div class="cols" aria-hidden="true">
    <div class="course">${bones(10)}</div>
    <div class="cards">
      <div class="card">${bones(5)}</div>
      <div class="card">${bones(5)}</div>
    </div>
  </div>
`;
