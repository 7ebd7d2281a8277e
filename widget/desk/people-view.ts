import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { hintAndError } from '../ui/fields.ts';
import type { Formats } from './formats.ts';
import { icon } from './icons.ts';
import { failureBox } from './parts.ts';
import type { PeopleModel } from './people-model.ts';
import { hashOf } from './route.ts';
import { words } from './words.ts';
import { peopleWords as w } from './words-people.ts';

export interface PeopleProps {
  model: PeopleModel;
  formats: Formats;
  onFind: (event: SubmitEvent) => void;
  onAgain: () => void;
}

/** Find a person, by name or number. */
export function peopleView({ model, formats, onFind, onAgain }: PeopleProps) {
  return html`
    <div class="head"><h1 tabindex="-1">${w.heading}</h1></div>
    <form class="find-people" role="search" aria-label=${w.region} @submit=${onFind}>
      <div class="field">
        <label for="person-text">${w.find}</label>
        ${hintAndError({ name: 'person-text', hint: w.findHint, error: undefined, errorPrefix: words.signIn.error })}
        <input
          class="input"
          id="person-text"
          type="search"
          maxlength="100"
          autocomplete="off"
          spellcheck="false"
          aria-describedby="person-text-hint"
          .value=${model.text}
        />
      </div>
      <button class="b" type="submit" aria-disabled=${model.busy ? 'true' : nothing}>
        ${icon('search')} ${w.findNow}
      </button>
    </form>
    ${failureBox(model.failure, undefined, onAgain)} ${listView(model, formats)}
  `;
}

function listView(model: PeopleModel, formats: Formats) {
  const { found, busy, failure } = model;
  if (found === undefined) {
    if (busy) return skeleton();
    return failure ? nothing : html`<div class="empty"><p>${w.begin}</p></div>`;
  }
  if (found.people.length === 0) return html`<div class="empty"><p>${w.empty}</p></div>`;
  return html`<p class="found muted">${foundWords(model, formats)}</p>
    <ul class="people" aria-label=${w.list} aria-busy=${busy ? 'true' : 'false'}>
      ${repeat(
        found.people,
        ({ id }) => id,
        ({ id, name, agencyPersonId, office, balanceCents }) =>
          html`<li>
            <a href=${hashOf({ view: 'person', personId: id })} data-stop>${name}</a>
            <span>${w.id(agencyPersonId)}</span>
            <span>${office}</span>
            <span class="num"
              >${balanceCents === undefined ? w.owesTooMuch : w.owes(formats.money(balanceCents))}</span
            >
          </li>`,
      )}
    </ul>`;
}

const skeleton = () =>
  html`<ul class="people" aria-busy="true" aria-label=${w.finding}>
    ${Array.from({ length: 3 }, () => html`<li aria-hidden="true"><span class="bone"></span></li>`)}
  </ul>`;

/** How many were found. */
export function foundWords({ found }: PeopleModel, { count }: Formats): string | undefined {
  if (found === undefined) return undefined;
  if (found.people.length === 0) return w.empty;
  const n = count(found.people.length);
  return found.isMore ? w.foundMore(n) : w.found(n);
}
