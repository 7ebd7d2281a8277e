import type { Calls } from './calls.ts';
import { ColumnsModel } from './columns-model.ts';
import { ExportModel } from './export-model.ts';
import { failureOf, type Failure } from './failure.ts';
import { ForgotForm } from './forgot-form.ts';
import { InvitationForm, type PasswordLink } from './invitation-form.ts';
import { PaymentsModel } from './payments-model.ts';
import { PeopleModel } from './people-model.ts';
import { PersonModel } from './person-model.ts';
import { hashOf, type Route } from './route.ts';
import { Session, type Staff } from './session.ts';
import { SignInForm } from './sign-in-form.ts';
import { StoryModel } from './story-model.ts';
import { TasksModel } from './tasks-model.ts';
import { ViewsModel } from './views-model.ts';

/** Opening: nobody knows yet. Invited: choose a password. Out: sign in. In: a view, with a sign-in over it where the session ended. */
export type Phase = 'opening' | 'invited' | 'unreached' | 'out' | 'in';

/** The desk without its screen: who is signed in, which view is open, and what each view holds. */
export class DeskModel {
  phase: Phase = 'opening';
  route: Route;
  /** Why the desk did not open. */
  failure: Failure | undefined;
  signOutFailed = false;
  /** Who is at the desk: stays when the session ends, as their view does. */
  staff: Staff | undefined;
  payments: PaymentsModel;
  story: StoryModel;
  tasks: TasksModel;
  views: ViewsModel;
  columns: ColumnsModel;
  exports: ExportModel;
  peopleExports: ExportModel;
  people: PeopleModel;
  person: PersonModel;
  readonly signInForm: SignInForm;
  /** In the sign-in's place, where somebody asks for a new password. */
  forgotForm: ForgotForm | undefined;
  /** Where a link lets somebody set a password. */
  invitationForm: InvitationForm | undefined;
  readonly #session: Session;
  readonly #onChange: () => void;

  constructor(calls: (token: () => string | undefined) => Calls, route: Route, onChange: () => void) {
    this.#onChange = onChange;
    this.#session = new Session(calls, () => this.#sessionChanged());
    this.signInForm = new SignInForm(this.#session, onChange);
    this.payments = new PaymentsModel(this.#session, onChange);
    this.story = new StoryModel(this.#session, onChange);
    this.tasks = new TasksModel(this.#session, onChange);
    this.views = new ViewsModel(this.#session, onChange);
    this.columns = new ColumnsModel(this.#session, onChange, () => this.views.views?.columns);
    this.exports = new ExportModel(this.#session, onChange);
    this.peopleExports = new ExportModel(this.#session, onChange);
    this.people = new PeopleModel(this.#session, onChange);
    this.person = new PersonModel(this.#session, onChange);
    this.route = route;
  }

  /** The session ended under an open view. */
  get expired(): boolean {
    return this.phase === 'in' && this.#session.staff === undefined;
  }

  /** Names what is on the screen: changes exactly when another view takes it. */
  get place(): string {
    if (this.phase !== 'in') return this.phase;
    const { view } = this.route;
    return this.expired
      ? 'expired'
      : view === 'payments' || view === 'people'
        ? hashOf({ view })
        : hashOf(this.route);
  }

  /** Open the desk for whoever the cookie names. */
  async open(): Promise<void> {
    this.#enter('opening');
    try {
      if (await this.#session.resume()) await this.#arrive();
      else this.#enter('out');
    } catch (error) {
      this.failure = failureOf(error);
      this.#enter('unreached');
    }
  }

  /** To the form for a mailed link, or back to the sign-in. */
  showForgot(isShown: boolean): void {
    this.forgotForm = isShown ? new ForgotForm(this.#session, this.#onChange) : undefined;
    this.signInForm.problems = {};
    this.#onChange();
  }

  /** Open the desk for whoever has a link to set a password. */
  async openInvitation(link: PasswordLink): Promise<void> {
    this.invitationForm = new InvitationForm(link, this.#session, this.#onChange);
    this.#enter('invited');
    await this.invitationForm.open();
  }

  /** Set the password and sign in with it. @returns whether it worked */
  async acceptInvitation(password: string): Promise<boolean> {
    if (!(await this.invitationForm?.submit(password))) return false;
    this.invitationForm = undefined;
    await this.#arrive();
    return true;
  }

  /** Sign in, first or again; the view goes on where it was. @returns whether it worked */
  async signIn(password: string): Promise<boolean> {
    if (!(await this.signInForm.submit(password))) return false;
    await this.#arrive();
    return true;
  }

  async signOut(): Promise<void> {
    try {
      await this.#session.signOut();
      this.leave();
    } catch {
      this.signOutFailed = true;
      this.#onChange();
    }
  }

  /** Close what was open and forget it. */
  leave(): void {
    this.staff = undefined;
    this.signInForm.email = '';
    this.#forget();
    this.#enter('out');
  }

  /** Open a view. The list keeps its rows; a payment, and what waits, is read anew. */
  async show(route: Route): Promise<void> {
    this.route = route;
    this.#onChange();
    if (this.phase !== 'in' || this.expired) return;
    if (route.view === 'today') return this.tasks.load();
    void this.tasks.load(); // for the count beside its name
    if (route.view === 'payment') return this.story.open(route.paymentId);
    if (route.view === 'person') return this.person.open(route.personId);
    void this.views.load(); // the offices are there, too
    if (route.view === 'people') {
      const isOther = route.filters !== undefined && this.people.takeAddress(route.filters);
      if (isOther || this.people.people === undefined) await this.people.load();
      return;
    }
    const isOther = route.filters !== undefined && this.payments.takeAddress(route.filters);
    if (isOther || this.payments.rows === undefined) await this.payments.load();
  }

  /** Somebody signed in. Whoever is not the one from before sees nothing of theirs. */
  async #arrive(): Promise<void> {
    const { staff } = this.#session;
    const same = staff?.email === this.staff?.email && staff?.agencyName === this.staff?.agencyName;
    if (!same) this.#forget();
    this.staff = staff;
    this.#enter('in');
    if (same && this.route.view === 'payments' && this.payments.rows) await this.payments.again();
    else if (same && this.route.view === 'people' && this.people.people) await this.people.again();
    else await this.show(this.route);
  }

  #forget() {
    this.payments.stop();
    this.story.stop();
    this.tasks.stop();
    this.views.stop();
    this.exports.stop();
    this.peopleExports.stop();
    this.people.stop();
    this.person.stop();
    this.payments = new PaymentsModel(this.#session, this.#onChange);
    this.story = new StoryModel(this.#session, this.#onChange);
    this.tasks = new TasksModel(this.#session, this.#onChange);
    this.views = new ViewsModel(this.#session, this.#onChange);
    this.columns = new ColumnsModel(this.#session, this.#onChange, () => this.views.views?.columns);
    this.exports = new ExportModel(this.#session, this.#onChange);
    this.peopleExports = new ExportModel(this.#session, this.#onChange);
    this.people = new PeopleModel(this.#session, this.#onChange);
    this.person = new PersonModel(this.#session, this.#onChange);
  }

  #enter(phase: Phase) {
    this.phase = phase;
    this.signOutFailed = false;
    this.forgotForm = undefined;
    this.#onChange();
  }

  #sessionChanged() {
    if (this.expired) {
      this.signInForm.email = this.staff?.email ?? '';
      this.signInForm.problems = {};
      this.person.officeCode.hide();
    }
    this.#onChange();
  }
}
