import type { TemplateResult } from 'lit';
import { AccountsScreen } from './accounts-screen.ts';
import { idOf } from './act-form.ts';
import { fieldsOf, type FieldName, type Values } from './acts.ts';
import type { Formats } from './formats.ts';
import { thenFocus, type Ground } from './ground.ts';
import { peopleView } from './people-view.ts';
import { personView } from './person-view.ts';

/** People and what they owe: the two views, and where focus goes in them. */
export class PeopleScreen {
  readonly #ground: Ground;
  readonly #accounts: AccountsScreen;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#accounts = new AccountsScreen(ground);
  }

  people(formats: Formats): TemplateResult {
    const { people } = this.#ground.desk;
    return peopleView({
      model: people,
      formats,
      onFind: (event) => {
        event.preventDefault();
        const field = this.#ground.find('#person-text');
        void people.find(field instanceof HTMLInputElement ? field.value : '');
      },
      onAgain: () => void people.find(people.text),
    });
  }

  person(formats: Formats): TemplateResult {
    const { person, staff } = this.#ground.desk;
    const then = (act: unknown, to: string) => void thenFocus(this.#ground, act, to);
    return personView({
      model: person,
      role: staff?.role ?? 'clerk',
      formats,
      onRefresh: () => void person.again(),
      onBegin: (kind, target) => then(person.begin(kind, target), '#act-heading, .notice'),
      onType: (form) => person.type(valuesOf(form)),
      onSubmit: (event) => void this.#submit(event),
      onLeave: () => then(person.leave(), 'h1'),
      accounts: (accounts) => this.#accounts.view(accounts, formats),
    });
  }

  async #submit(event: SubmitEvent) {
    event.preventDefault();
    const { desk, find, rendered } = this.#ground;
    const { person } = desk;
    const { currentTarget, submitter } = event;
    if (!(currentTarget instanceof HTMLFormElement)) return;
    const isConfirmed = submitter instanceof HTMLButtonElement && submitter.value === 'confirm';
    if (!isConfirmed) person.type(valuesOf(currentTarget));
    await (isConfirmed ? person.confirm() : person.preview());
    await rendered();
    const { acting } = person;
    if (!acting) return find('.notice')?.focus();
    const wrong = fieldsOf(acting.kind, acting.values).find((name) => acting.problems[name]);
    find(wrong ? `#${idOf(wrong)}` : acting.problem ? '#act-heading' : '#effect-heading')?.focus();
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
