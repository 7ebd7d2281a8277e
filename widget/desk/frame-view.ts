import { html, nothing, type TemplateResult } from 'lit';
import { byEscape } from './escape.ts';
import { icon } from './icons.ts';
import type { Route } from './route.ts';
import type { Staff } from './session.ts';
import { words } from './words.ts';

export interface FrameProps {
  staff: Staff;
  view: Route['view'];
  /** How many tasks are open, in words of a number. */
  openTasks: string;
  searchText: string;
  menuOpen: boolean;
  signOutFailed: boolean;
  onSkip: (event: Event) => void;
  onMenu: () => void;
  onSearchInput: (event: Event) => void;
  onSearch: (event: SubmitEvent) => void;
  /** Out of the search, with nothing in it. */
  onSearchLeft: () => void;
  onKeys: () => void;
  onSignOut: () => void;
}

/** What stands around every view: navigation, search, who is signed in. */
export function frameView(props: FrameProps, content: TemplateResult) {
  return html`
    <div class="shell">
      ${navigation(props)}
      <div class="page">
        <header class="top">
          ${searchForm(props)}
          <button class="b quiet keys-button" type="button" @click=${props.onKeys}>
            ${words.keys.button} <kbd aria-hidden="true">?</kbd>
          </button>
        </header>
        <main>${content}</main>
      </div>
    </div>
  `;
}

function navigation({
  staff,
  view,
  openTasks,
  onSkip,
  menuOpen,
  onMenu,
  onSignOut,
  signOutFailed,
}: FrameProps) {
  return html`
    <nav
      class=${menuOpen ? 'nav open' : 'nav'}
      aria-label=${words.navigation}
      @keydown=${(event: KeyboardEvent) => menuOpen && closeByEscape(event, onMenu)}
    >
      <a class="skip" href="#" @click=${onSkip}>${words.skip}</a>
      <div class="nav-head">
        <p class="brand">
          <span class="mark">${icon('arrow')}</span>
          <span>${words.product}<small>${staff.agencyName}</small></span>
        </p>
        <button
          class="b menu-button"
          type="button"
          aria-expanded=${menuOpen ? 'true' : 'false'}
          aria-controls="nav-items"
          @click=${onMenu}
        >
          ${icon('menu')} ${words.menu}
        </button>
      </div>
      <div class="nav-items" id="nav-items">
        <a class="nav-link" href="#/today" aria-current=${view === 'today' ? 'page' : nothing}
          >${icon('inbox')} ${words.nav.today}
          ${
            openTasks === ''
              ? nothing
              : html`<span class="count num"
                  >${openTasks}<span class="vh"> ${words.nav.openTasks}</span></span
                >`
          }</a
        >
        <a
          class="nav-link"
          href="#/payments"
          aria-current=${view === 'payments' || view === 'payment' ? 'page' : nothing}
          >${icon('list')} ${words.nav.payments}</a
        >
        <a
          class="nav-link"
          href="#/people"
          aria-current=${view === 'people' || view === 'person' ? 'page' : nothing}
          >${icon('people')} ${words.nav.people}</a
        >
        <div class="who">
          <p>
            ${icon('person')}
            <span>${staff.name}<small>${words.role[staff.role] ?? staff.role}</small></span>
          </p>
          <button class="b" type="button" @click=${onSignOut}>${words.signOut}</button>
          ${signOutFailed ? html`<p class="field-error" role="alert">${words.signOutFailed}</p>` : nothing}
        </div>
      </div>
    </nav>
  `;
}

/** Focus would be in what is hidden then: it goes back to the button. */
function closeByEscape({ key, currentTarget }: KeyboardEvent, close: () => void) {
  if (key !== 'Escape' || !(currentTarget instanceof HTMLElement)) return;
  close();
  currentTarget.querySelector<HTMLElement>('.menu-button')?.focus();
}

function searchForm({ searchText, onSearch, onSearchInput, onSearchLeft }: FrameProps) {
  return html`
    <form class="search" role="search" aria-label=${words.search.region} @submit=${onSearch}>
      ${icon('search')}
      <label class="vh" for="search">${words.search.label}</label>
      <input
        id="search"
        type="search"
        maxlength="100"
        autocomplete="off"
        spellcheck="false"
        placeholder=${words.search.placeholder}
        .value=${searchText}
        @input=${onSearchInput}
        @keydown=${(event: KeyboardEvent) => isEmpty(event) && byEscape(onSearchLeft)(event)}
      />
      <kbd aria-hidden="true">/</kbd>
    </form>
  `;
}

/** With something in it, the browser's own Esc empties it first. */
const isEmpty = ({ target }: Event) => target instanceof HTMLInputElement && target.value === '';

export interface KeysProps {
  on: boolean;
  onToggle: (event: Event) => void;
}

/** The list of keys; single keys can be turned off (WCAG 2.1.4). */
export function keysDialog({ on, onToggle }: KeysProps) {
  return html`
    <dialog id="keys" aria-labelledby="keys-heading">
      <form method="dialog">
        <h2 id="keys-heading" tabindex="-1" autofocus>${words.keys.heading}</h2>
        <dl class="keys">
          ${words.keys.list.map(
            ([key, does]) =>
              html`<div>
                <dt>${key.split(' ').map((part) => html`<kbd>${part}</kbd> `)}</dt>
                <dd>${does}</dd>
              </div>`,
          )}
        </dl>
        <label class="check"
          ><input type="checkbox" .checked=${on} @change=${onToggle} /> ${words.keys.use}</label
        >
        <p class="muted">${words.keys.note}</p>
        <button class="b">${words.close}</button>
      </form>
    </dialog>
  `;
}
