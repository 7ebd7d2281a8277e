import type { TemplateResult } from 'lit';
import { idOf } from './act-form.ts';
import { fieldsOf, type FieldName, type Values } from './acts.ts';
import type { DeskModel } from './desk-model.ts';
import type { Formats } from './formats.ts';
import { peopleView } from './people-view.ts';
import { personView } from './person-view.ts';

/** People and what they owe: the two views, and where focus goes in them. */
export class PeopleScreen {
  readonly #desk: DeskModel;
  readonly #find: (selector: string) => HTMLElement | null;
  readonly #rendered: () => Promise<unknown>;

  constructor(
    desk: DeskModel,
    find: (selector: string) => HTMLElement | null,
    rendered: () => Promise<unknown>,
  ) {
    this.#desk = desk;
    this.#find = find;
    this.#rendered = rendered;
  }

  people(formats: Formats): TemplateResult {
    const { people } = this.#desk;
    return peopleView({
      model: people,
      formats,
      onFind: (event) => {
        event.preventDefault();
        const field = this.#find('#person-text');
        void people.find(field instanceof HTMLInputElement ? field.value : '');
      },
      onAgain: () => void people.find(people.text),
    });
  }

  person(formats: Formats): TemplateResult {
    const { person, staff } = this.#desk;
    return personView({
      model: person,
      role: staff?.role ?? 'clerk',
      formats,
      onRefresh: () => void person.again(),
      onBegin: (kind, target) => void this.#then(person.begin(kind, target), '#act-heading, .notice'),
      onType: (form) => person.type(valuesOf(form)),
      onSubmit: (event) => void this.#submit(event),
      onLeave: () => {
        person.leave();
        void this.#then(Promise.resolve(), 'h1');
      },
    });
  }

  async #submit(event: SubmitEvent) {
    event.preventDefault();
    const { person } = this.#desk;
    const { currentTarget, submitter } = event;
    if (!(currentTarget instanceof HTMLFormElement)) return;
    const isConfirmed = submitter instanceof HTMLButtonElement && submitter.value === 'confirm';
    if (!isConfirmed) person.type(valuesOf(currentTarget));
    await (isConfirmed ? person.confirm() : person.preview());
    await this.#rendered();
    const { acting } = person;
    if (!acting) return this.#find('.notice')?.focus();
    const wrong = fieldsOf(acting.kind, acting.values).find((name) => acting.problems[name]);
    this.#find(wrong ? `#${idOf(wrong)}` : acting.problem ? '#act-heading' : '#effect-heading')?.focus();
  }

  async #then(done: Promise<unknown>, to: string) {
    await done;
    await this.#rendered();
    this.#find(to)?.focus();
  }
}

/** What stands in the fields. */
function valuesOf(form: HTMLFormElement): Values {
  const values: Values = {};
  for (const [name, value] of new FormData(form)) {
    if (typeof value === 'string') values[name as FieldName] = value;
  }
  return values;
}
