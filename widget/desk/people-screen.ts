import type { TemplateResult } from 'lit';
import { AccountsScreen } from './accounts-screen.ts';
import { idOf } from './act-form.ts';
import { fieldsOf, openerOf, type FieldName, type Values } from './acts.ts';
import type { Formats } from './formats.ts';
import { thenFocus, type Ground } from './ground.ts';
import { handOver } from './hand-over.ts';
import { peopleQuery } from './people-filters.ts';
import { peopleView } from './people-view.ts';
import { personView } from './person-view.ts';
import { hashOf, routeOf } from './route.ts';
import { peopleWords } from './words-people.ts';

/** People and what they owe: the two views, and where focus goes in them. */
export class PeopleScreen {
  readonly #ground: Ground;
  readonly #accounts: AccountsScreen;

  constructor(ground: Ground) {
    this.#ground = ground;
    this.#accounts = new AccountsScreen(ground);
  }

  people(formats: Formats, narrow: boolean): TemplateResult {
    const { people, views, staff, peopleExports } = this.#ground.desk;
    return peopleView({
      model: people,
      formats,
      narrow,
      offices: views.views?.offices ?? [],
      staff,
      exports: peopleExports,
      onFind: (event) => {
        event.preventDefault();
        const field = this.#ground.find('#person-text');
        const text = field instanceof HTMLInputElement ? field.value : '';
        this.#filter(() => people.filter({ text }));
        this.#ground.heading(); // out of the field: j leads into what is found
      },
      onFilter: (change) => this.#filter(() => people.filter(change)),
      onOrder: (order) => this.#filter(() => people.filter({}, order)),
      onClear: () => {
        this.#filter(() => people.clear());
        this.#ground.heading(); // the button is gone
      },
      onRefresh: () => void people.load(),
      onAgain: () => void people.again(),
      onMore: () => void this.#more(),
      onOpen: (personId) => (location.hash = hashOf({ view: 'person', personId })),
      onExport: () => void this.#export(formats),
    });
  }

  /** The address follows the filters; going back leads to the view before, not to each of them. */
  #filter(act: () => Promise<void>) {
    const { desk } = this.#ground;
    void act();
    history.replaceState(null, '', hashOf({ view: 'people', filters: desk.people.address }));
    desk.route = routeOf(location.hash);
  }

  /** The first of the new rows takes focus: reading goes on there. */
  async #more() {
    const { desk, rendered, nth } = this.#ground;
    const had = desk.people.people?.length ?? 0;
    if ((await desk.people.more()) === 0) return;
    await rendered();
    nth(had);
  }

  async #export(formats: Formats) {
    const { people, peopleExports } = this.#ground.desk;
    const file = await peopleExports.people(peopleQuery(people.filters, people.order));
    if (file) handOver(file, peopleWords.exportFile(formats.isoDay(new Date().toISOString())));
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
      onLeave: () => {
        const opener = person.acting && openerOf(person.acting);
        then(person.leave(), opener ?? 'h1');
      },
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
