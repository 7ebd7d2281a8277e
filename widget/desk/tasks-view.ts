import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { ClosedAlready, StaffTask } from '../../api/contract/index.ts';
import { hintAndError } from '../ui/fields.ts';
import { byEscape } from './escape.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { failureBox, moment, refreshButton } from './parts.ts';
import { hashOf } from './route.ts';
import type { TasksModel } from './tasks-model.ts';
import { taskLook, taskReason } from './words-tasks.ts';
import { words } from './words.ts';

const w = words.today;

export interface TasksProps {
  model: TasksModel;
  formats: Formats;
  onRefresh: () => void;
  onToggle: (taskId: string) => void;
  onClose: (event: SubmitEvent) => void;
}

/** What waits for somebody of staff, oldest first. */
export function tasksView(props: TasksProps) {
  const { model, formats, onRefresh } = props;
  const dated = model.tasks && model.asOf ? words.failure.dated(formats.moment(model.asOf)) : undefined;
  return html`
    <div class="head">
      <div>
        <h1 tabindex="-1">${w.heading}</h1>
        <p class="muted">${words.payments.times(formats.zoneName)}</p>
      </div>
      <div class="end line">
        <span class="muted">${model.tasks?.length ? countWords(model, formats) : ''}</span>
        ${refreshButton(model.busy, onRefresh)}
      </div>
    </div>
    ${model.notice === undefined ? nothing : html`<p class="notice" role="alert">${model.notice}</p>`}
    ${model.conflict ? conflictView(model.conflict, formats) : nothing}
    ${failureBox(model.failure, dated, onRefresh)} ${listView(props)}
  `;
}

/** Who was faster, and when: their note is in the audit trail. */
const conflictView = ({ role, at }: ClosedAlready, formats: Formats) =>
  html`<p class="notice" role="alert">
    ${w.changed(role === undefined ? w.byItself : (words.role[role] ?? role), formats.shortMoment(at))}
  </p>`;

function listView(props: TasksProps) {
  const { tasks, busy, failure } = props.model;
  if (tasks === undefined) return failure ? nothing : skeleton();
  if (tasks.length === 0)
    return html`<div class="empty">
      <p>${w.empty}</p>
      <a class="b" href=${hashOf({ view: 'payments' })} data-stop>${words.story.toList}</a>
    </div>`;
  return html`<ul class="tasks" aria-label=${w.list} aria-busy=${busy ? 'true' : 'false'}>
    ${repeat(
      tasks,
      ({ id }) => id,
      (task) => html`<li>${taskView(task, props)}</li>`,
    )}
  </ul>`;
}

const skeleton = () =>
  html`<ul class="tasks" aria-busy="true" aria-label=${w.loading}>
    ${Array.from(
      { length: 3 },
      () =>
        html`<li aria-hidden="true">
          <span></span>
          <div><span class="bone"></span><span class="bone"></span></div>
        </li>`,
    )}
  </ul>`;

function taskView(task: StaffTask, props: TasksProps) {
  const { model, formats } = props;
  const { title, text, subject, icon: name, tone } = taskLook(task.kind);
  const age = w.waiting(formats.age(task.createdAt, model.asOf ?? task.createdAt));
  return html`
    <span class=${`pin ${tone}`}>${icon(name)}</span>
    <div class="what">
      <h2>${title}</h2>
      ${text === undefined ? nothing : html`<p>${text}</p>`}
      <ul class="details">
        <li><b>${age}</b></li>
        <li>${w.since} ${moment(task.createdAt, formats, 'shortMoment')}</li>
        <li>${taskReason(task.reason)}</li>
        <li>${subject} ${subjectOf(task)}</li>
      </ul>
      ${task.paymentId === undefined ? closing(task, props) : storyLink(task.paymentId)}
    </div>
  `;
}

/** Ids are for looking things up; a person is told by name. */
const subjectOf = ({ person, subjectId }: StaffTask) =>
  person === undefined
    ? html`<span class="mono">${subjectId}</span>`
    : html`${person.name}, ${words.payments.idEnding(person.idLast4)}`;

const storyLink = (paymentId: string) =>
  html`<p class="acts">
    <a class="b" href=${hashOf({ view: 'payment', paymentId })} data-stop data-payment=${paymentId}
      >${w.open}<span class="vh"> ${paymentId}</span></a
    >
  </p>`;

function closing({ id, kind, subjectId }: StaffTask, props: TasksProps) {
  const { model, onToggle } = props;
  const isOpen = model.closing?.taskId === id;
  return html`
    <p class="acts">
      <button
        class="b"
        type="button"
        data-stop
        data-task=${id}
        aria-expanded=${isOpen ? 'true' : 'false'}
        @click=${() => onToggle(id)}
      >
        ${isOpen ? w.keep : w.close}<span class="vh"> ${subjectId}</span>
      </button>
    </p>
    ${isOpen ? noteForm(props, kind, () => onToggle(id)) : nothing}
  `;
}

function noteForm({ model: { closing }, onClose }: TasksProps, kind: string, onLeave: () => void) {
  const field = {
    name: 'note',
    hint: w.noteHint,
    error: closing?.problem,
    errorPrefix: words.signIn.error,
  };
  return html`<form class="note-form" novalidate @submit=${onClose} @keydown=${byEscape(onLeave)}>
    <div class=${closing?.problem ? 'field bad' : 'field'}>
      <label for="note">${w.note}</label>
      ${hintAndError(field)}
      <textarea
        class="input"
        id="note"
        name="note"
        rows="3"
        maxlength="500"
        aria-invalid=${closing?.problem ? 'true' : nothing}
        aria-describedby=${closing?.problem ? 'note-hint note-error' : 'note-hint'}
      ></textarea>
    </div>
    <p class="acts">
      ${
        kind === 'record_claimed_twice'
          ? html`<button
              class="b"
              type="submit"
              value="release"
              aria-disabled=${closing?.busy ? 'true' : nothing}
            >
              ${w.release}
            </button>`
          : nothing
      }
      <button class="b main" type="submit" aria-disabled=${closing?.busy ? 'true' : nothing}>
        ${closing?.busy ? w.closing : w.closeNow}
      </button>
    </p>
  </form>`;
}

/** How many wait; of how many, where there are more than are shown. */
export function countWords({ tasks = [], total }: TasksModel, { count }: Formats): string {
  if (tasks.length === 0) return w.empty;
  return total > tasks.length ? w.shownOf(count(tasks.length), count(total)) : w.shown(count(total));
}
