import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { state } from 'lit/decorators.js';
import { Announcer } from './announcer.ts';
import { callsOver } from './calls.ts';
import { DeskModel } from './desk-model.ts';
import { FocusFollower, focusedPayment, focusHeading, focusNth, noteOpener, stepInList } from './focus.ts';
import { formatsOf, type Formats } from './formats.ts';
import { frameView, keysDialog } from './frame-view.ts';
import { openingView, unreachedView } from './opening-view.ts';
import type { Ground } from './ground.ts';
import { KeyCommands, type Command } from './key-commands.ts';
import { forgotView } from './forgot-view.ts';
import { takePasswordLink } from './invitation-form.ts';
import { invitationView } from './invitation-view.ts';
import { MediaQuery } from './media-query.ts';
import { PeopleScreen } from './people-screen.ts';
import { PaymentsScreen } from './payments-screen.ts';
import { hashOf, routeOf } from './route.ts';
import { SearchPause } from './search-pause.ts';
import type { Staff } from './session.ts';
import { signInView } from './sign-in-view.ts';
import { storyView } from './story-view.ts';
import { deskStyles } from './styles/desk-styles.ts';
import { tasksView } from './tasks-view.ts';
import { titleOf } from './title.ts';

/**
 * The staff's side: what waits for them, payments, and the story of each. Lives on the api's own origin, which serves its page.
 * The address names a view by opaque ids: nothing of a person is in it, in the title or in web storage.
 */
export class OnwardDesk extends LitElement {
  static override styles = deskStyles;

  @state() private utcShown = false;
  @state() private menuOpen = false;
  readonly #model = new DeskModel(
    (token) => callsOver(location.origin, token),
    routeOf(location.hash),
    () => this.requestUpdate(),
  );
  readonly #announcer = new Announcer(() => this.#find('#said'));
  readonly #focus = new FocusFollower();
  readonly #search = new SearchPause((text) => void this.#model.payments.filter({ text }));
  readonly #keys = new KeyCommands((command) => this.#command(command));
  readonly #narrow = new MediaQuery(this, '(max-width: 959px)');
  readonly #ground: Ground = {
    desk: this.#model,
    find: (selector) => this.#find(selector),
    heading: () => focusHeading(this.renderRoot),
    nth: (n) => focusNth(this.renderRoot, n),
    rendered: () => this.updateComplete,
  };
  readonly #people = new PeopleScreen(this.#ground);
  readonly #payments = new PaymentsScreen(this.#ground, () => this.#emptySearch());
  #formats: Formats = formatsOf('UTC');
  #timeZone = '';
  /** Where somebody was before a key led to the search. */
  #beforeSearch: Element | null = null;

  constructor() {
    super();
    this.addController(this.#keys);
    this.addController(this.#narrow);
  }

  override connectedCallback() {
    super.connectedCallback();
    window.addEventListener('hashchange', this.#hashChanged);
    const link = takePasswordLink(window);
    void (link === undefined ? this.#model.open() : this.#model.openInvitation(link));
  }

  override disconnectedCallback() {
    super.disconnectedCallback();
    window.removeEventListener('hashchange', this.#hashChanged);
    this.#announcer.stop();
    this.#search.stop();
  }

  override render() {
    return html`<div class="ow desk">
      ${this.#screen()}
      <div id="said" class="vh" role="status"></div>
    </div>`;
  }

  override willUpdate() {
    if (this.shadowRoot) this.#focus.hold(this.shadowRoot);
  }

  override updated() {
    document.title = titleOf(this.#model);
    this.#announcer.follow(this.#model, this.#formats);
    if (this.#model.expired) for (const dialog of this.#dialogs()) dialog.close(); // it would lie over the sign-in
    if (this.shadowRoot) this.#focus.follow(this.shadowRoot, this.#model);
  }

  #screen(): TemplateResult {
    const { phase, staff, expired, failure, invitationForm } = this.#model;
    if (phase === 'opening') return openingView();
    if (phase === 'invited' && invitationForm)
      return invitationView(invitationForm, this.#acceptInvitation, () => void this.#model.open());
    if (phase === 'unreached') return unreachedView(failure, () => void this.#model.open());
    if (phase === 'out' || !staff) return html`<main class="alone">${this.#signInView(false)}</main>`;
    const over = html`<div class="over" role="dialog" aria-modal="true" aria-labelledby="sign-in-heading">
      ${this.#signInView(true)}
    </div>`;
    return html`
      <div ?inert=${expired}>
        ${this.#frame(staff)} ${keysDialog({ on: this.#keys.on, onToggle: this.#toggleKeys })}
      </div>
      ${expired ? over : nothing}
    `;
  }

  #frame(staff: Staff) {
    this.#takeZone(staff.timeZone);
    const { payments, signOutFailed, route, tasks } = this.#model;
    const props = {
      staff,
      view: route.view,
      openTasks: tasks.total === 0 ? '' : this.#formats.count(tasks.total),
      searchText: payments.filters.text,
      menuOpen: this.menuOpen,
      signOutFailed,
      onSkip: this.#skip,
      onMenu: () => (this.menuOpen = !this.menuOpen),
      onSearchInput: this.#typed,
      onSearch: this.#submitSearch,
      onSearchLeft: this.#leaveSearch,
      onKeys: () => this.#command('keys'),
      onSignOut: () => void this.#model.signOut(),
    };
    return frameView(props, this.#view());
  }

  #view() {
    const { view } = this.#model.route;
    if (view === 'today') return this.#tasksView();
    if (view === 'people') return this.#people.people(this.#formats, this.#narrow.holds);
    if (view === 'person') return this.#people.person(this.#formats);
    return view === 'payment' ? this.#storyView() : this.#payments.view(this.#formats, this.#narrow.holds);
  }

  #tasksView() {
    const { tasks } = this.#model;
    return tasksView({
      model: tasks,
      formats: this.#formats,
      onRefresh: () => void tasks.load(),
      onToggle: (taskId) => void this.#toggleNote(taskId),
      onClose: (event) => void this.#closeTask(event),
    });
  }

  #storyView() {
    const { story } = this.#model;
    return storyView({
      model: story,
      formats: this.#formats,
      utcShown: this.utcShown,
      onUtc: () => (this.utcShown = !this.utcShown),
      onEventKind: (kind) => story.showEvents(kind),
      onAgain: () => void story.again(),
      onSendReceipt: () => void story.sendReceipt(),
    });
  }

  #signInView(over: boolean) {
    const { forgotForm, signInForm } = this.#model;
    if (forgotForm)
      return forgotView({
        form: forgotForm,
        email: signInForm.email,
        onSubmit: (event) => void this.#askForLink(event),
        onBack: () => void this.#showForgot(false),
      });
    return signInView({
      form: signInForm,
      onForgot: () => void this.#showForgot(true),
      over,
      onSubmit: (event) => void this.#signIn(event),
      onLeave: () => this.#model.leave(),
    });
  }

  readonly #hashChanged = () => {
    this.menuOpen = false;
    const link = takePasswordLink(window);
    void (link === undefined ? this.#model.show(routeOf(location.hash)) : this.#model.openInvitation(link));
  };

  /** The link's own way would change the address, which names the view. */
  readonly #skip = (event: Event) => {
    event.preventDefault();
    focusHeading(this.renderRoot);
  };

  readonly #typed = (event: Event) => {
    if (this.#model.route.view === 'payments') this.#search.typed(event);
  };

  readonly #submitSearch = (event: SubmitEvent) => {
    event.preventDefault();
    this.#search.stop();
    const text = this.#find<HTMLInputElement>('#search')?.value ?? '';
    void this.#model.payments.filter({ text });
    location.hash = hashOf({ view: 'payments', filters: this.#model.payments.address });
    focusHeading(this.renderRoot); // out of the field: j leads into what is found
  };

  readonly #leaveSearch = () => {
    const before = this.#beforeSearch;
    if (before instanceof HTMLElement && before.isConnected) before.focus();
    else focusHeading(this.renderRoot);
  };

  readonly #toggleKeys = ({ target }: Event) => {
    this.#keys.on = target instanceof HTMLInputElement && target.checked;
  };

  /** Nothing is typed, and nothing typed is still to be asked. */
  #emptySearch() {
    this.#search.stop();
    const field = this.#find<HTMLInputElement>('#search');
    if (field) field.value = '';
  }

  /** The note takes focus where it opens. */
  async #toggleNote(taskId: string) {
    this.#model.tasks.toggle(taskId);
    await this.updateComplete;
    this.#find(this.#model.tasks.closing ? '#note' : `[data-task="${CSS.escape(taskId)}"]`)?.focus();
  }

  /** The task that takes the closed one's place takes focus; a note that is not taken keeps it. */
  async #closeTask(event: SubmitEvent) {
    event.preventDefault();
    const { tasks } = this.#model;
    const { taskId } = tasks.closing ?? {};
    const at = tasks.tasks?.findIndex(({ id }) => id === taskId) ?? 0;
    const { submitter } = event;
    const how = submitter instanceof HTMLButtonElement && submitter.value === 'release' ? 'release' : 'close';
    await tasks.close(this.#find<HTMLTextAreaElement>('#note')?.value ?? '', how);
    await this.updateComplete;
    if (tasks.closing) return this.#find('#note')?.focus();
    if (!focusNth(this.renderRoot, at)) focusHeading(this.renderRoot);
  }

  readonly #acceptInvitation = async (event: SubmitEvent) => {
    event.preventDefault();
    const password = this.#find<HTMLInputElement>('#password')?.value ?? '';
    if ((await this.#model.acceptInvitation(password)) || this.#model.invitationForm?.busy) return;
    await this.updateComplete;
    this.#find('#problem')?.focus();
  };

  /** Focus goes along to the heading of what takes the place. */
  async #showForgot(isShown: boolean) {
    this.#model.showForgot(isShown);
    await this.updateComplete;
    focusHeading(this.renderRoot);
  }

  async #askForLink(event: SubmitEvent) {
    event.preventDefault();
    const form = this.#model.forgotForm;
    const email = this.#find<HTMLInputElement>('#username')?.value ?? '';
    this.#model.signInForm.email = email;
    await form?.submit(email);
    if (form?.busy) return;
    await this.updateComplete;
    (this.#find('#problem') ?? this.#find('#sign-in-heading'))?.focus();
  }

  async #signIn(event: SubmitEvent) {
    event.preventDefault();
    const field = this.#find<HTMLInputElement>('#password');
    const signedIn = await this.#model.signIn(field?.value ?? '');
    if (signedIn || this.#model.signInForm.busy) return;
    if (field) field.value = '';
    await this.updateComplete;
    this.#find('#problem')?.focus();
  }

  #command(command: Command) {
    const root = this.shadowRoot;
    if (this.#model.phase !== 'in' || this.#model.expired || !root || this.#dialogs().length > 0) return;
    const go = (view: 'today' | 'people' | 'payments') => (location.hash = hashOf({ view }));
    const acts: Readonly<Record<Command, () => unknown>> = {
      search: () => this.#toSearch(root),
      keys: () => this.#find<HTMLDialogElement>('#keys')?.showModal(),
      today: () => go('today'),
      people: () => go('people'),
      payments: () => go('payments'),
      next: () => stepInList(root, 1),
      previous: () => stepInList(root, -1),
      pick: () => this.#model.route.view === 'payments' && this.#pick(root),
      selected: () => this.#find('.picked .b')?.focus(),
      note: () => noteOpener(root)?.click(),
      undo: () => this.#find('#undo')?.click(),
    };
    acts[command]();
  }

  #toSearch(root: ShadowRoot) {
    this.#beforeSearch = root.activeElement;
    this.#find('#search')?.focus();
  }

  /** Those that are open: keys act on nothing behind them. */
  #dialogs(): HTMLDialogElement[] {
    return [...this.renderRoot.querySelectorAll<HTMLDialogElement>('dialog[open]')];
  }

  #pick(root: ShadowRoot) {
    const paymentId = focusedPayment(root);
    if (paymentId !== undefined) this.#model.payments.pick(paymentId);
  }

  #takeZone(timeZone: string) {
    if (timeZone === this.#timeZone) return;
    this.#timeZone = timeZone;
    this.#formats = formatsOf(timeZone);
  }

  #find<E extends HTMLElement = HTMLElement>(selector: string): E | null {
    return this.renderRoot.querySelector<E>(selector);
  }
}
