import { html, nothing } from 'lit';
import type { PaymentsList, SavedView } from '../../api/contract/index.ts';
import { hintAndError } from '../ui/fields.ts';
import { byEscape } from './escape.ts';
import { addressOf, filtersOf } from './filters.ts';
import { hashOf } from './route.ts';
import type { ViewsModel } from './views-model.ts';
import { words } from './words.ts';

const w = words.views;

export interface ViewsProps {
  views: ViewsModel;
  /** The filters that are shown, as an address has them. */
  address: string;
  /** By its address. */
  onChoose: (filters: string) => void;
  onName: (view?: SavedView) => void;
  onSave: (event: SubmitEvent) => void;
  onRemove: (view: SavedView) => void;
  onUndo: () => void;
}

/** Views by name, and what can be done with the one that is open. */
export function viewsBar(props: ViewsProps) {
  const { views, address, onName, onRemove, onUndo } = props;
  const { own = [], shared = [] } = views.views ?? {};
  const open = own.find(({ list }) => addressOfList(list) === address);
  const isKnown =
    open !== undefined || address === '' || shared.some(({ list }) => addressOfList(list) === address);
  const isNamed = views.naming?.view ? views.naming.view.id === open?.id : views.naming && !isKnown;
  return html`<div class="views">
    <nav aria-label=${w.region}>
      <ul>
        ${viewLink(props, w.all, '')}
        ${shared.map(({ key, list }) => viewLink(props, w.shared[key], addressOfList(list)))}
        ${own.map(({ name, list }) => viewLink(props, name, addressOfList(list)))}
      </ul>
    </nav>
    ${
      isKnown
        ? nothing
        : html`<button
            class="b quiet"
            type="button"
            aria-expanded=${views.naming ? 'true' : 'false'}
            @click=${() => onName()}
          >
            ${w.save}
          </button>`
    }
    ${
      open === undefined
        ? nothing
        : html`<button
              class="b quiet"
              type="button"
              aria-expanded=${views.naming ? 'true' : 'false'}
              @click=${() => onName(open)}
            >
              ${w.rename}<span class="vh"> ${open.name}</span>
            </button>
            <button class="b quiet" type="button" @click=${() => onRemove(open)}>
              ${w.remove}<span class="vh"> ${open.name}</span>
            </button>`
    }
    ${
      views.removed === undefined
        ? nothing
        : html`<p class="notice" role="status">
            ${w.removed(views.removed.name)}
            <button class="b" type="button" id="undo" @click=${onUndo}>${w.undo}</button>
          </p>`
    }
    ${views.problem === undefined ? nothing : html`<p class="field-error" role="alert">${views.problem}</p>`}
    ${isNamed ? nameForm(props) : nothing}
  </div>`;
}

const addressOfList = (list: PaymentsList): string => {
  const { filters, order } = filtersOf(list);
  return addressOf(filters, order);
};

const viewLink = ({ address, onChoose }: ViewsProps, name: string, filters: string) =>
  html`<li>
    <a
      href=${hashOf({ view: 'payments', filters: filters || 'all' })}
      @click=${(event: MouseEvent) => isElsewhere(event) || onChoose(filters)}
      @focus=${reveal}
      aria-current=${filters === address ? 'true' : nothing}
      >${name}</a
    >
  </li>`;

/** On a phone the views are one line that scrolls sideways: what has focus is seen whole. */
const reveal = ({ currentTarget }: Event) =>
  currentTarget instanceof HTMLElement &&
  currentTarget.scrollIntoView({ block: 'nearest', inline: 'nearest' });

/** Another tab or window gets it: here nothing changes. */
const isElsewhere = ({ ctrlKey, metaKey, shiftKey, altKey }: MouseEvent): boolean =>
  ctrlKey || metaKey || shiftKey || altKey;

function nameForm({ views: { naming }, onSave, onName }: ViewsProps) {
  const problem = naming?.problem;
  return html`<form
    class="view-form"
    novalidate
    @submit=${onSave}
    @keydown=${byEscape(() => onName(naming?.view))}
  >
    <div class=${problem ? 'field bad' : 'field'}>
      <label for="view-name">${w.name}</label>
      ${hintAndError({ name: 'view-name', error: problem, errorPrefix: words.signIn.error })}
      <input
        class="input"
        id="view-name"
        name="view-name"
        maxlength="60"
        autocomplete="off"
        .value=${naming?.view?.name ?? ''}
        aria-invalid=${problem ? 'true' : nothing}
        aria-describedby=${problem ? 'view-name-error' : nothing}
      />
    </div>
    <button class="b" type="submit" aria-disabled=${naming?.busy ? 'true' : nothing}>${w.keep}</button>
  </form>`;
}
