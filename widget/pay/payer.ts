import type {
  Draft,
  FailureCode,
  Language,
  OwedView,
  PaymentView,
  ResetView,
} from '../../api/contract/index.ts';
import { enPayer } from '../i18n/en-payer.ts';
import type { Formats } from '../i18n/format.ts';
import { translated } from '../i18n/language.ts';
import type { AllWords, PayerWords } from '../i18n/payer-words.ts';
import { payerBlocks } from '../ui/payer-blocks.ts';
import { payerControls } from '../ui/payer-controls.ts';
import { CardSlot } from './card-slot.ts';
import { DraftKeeper } from './draft-keeper.ts';
import type { Flow } from './flow.ts';
import { Paying } from './paying.ts';
import { choiceOf, payableAtOnce, Quoting } from './quoting.ts';
import { Resetting } from './resetting.ts';
import type { ChoiceKind, PayerStep, State } from './state.ts';
import { check } from './steps/check.ts';
import { declined } from './steps/declined.ts';
import { done } from './steps/done.ts';
import { help } from './steps/help.ts';
import { history } from './steps/history.ts';
import { identity } from './steps/identity.ts';
import { matchRecord } from './steps/match-record.ts';
import { newPassword } from './steps/new-password.ts';
import { owe } from './steps/owe.ts';
import { securePage } from './steps/secure-page.ts';
import { waiting } from './steps/waiting.ts';

const steps: Record<PayerStep, (payer: Payer) => unknown> = {
  identity,
  'new-password': newPassword,
  'match-record': matchRecord,
  owe,
  check,
  waiting,
  done,
  declined,
  history,
};

/** How the payer's steps look. */
export const looks = payerBlocks + payerControls;

/**
 * What a signed-in payer sees and does: screens, quotes, card, payment. A chunk of its own, loaded after the first step
 * is shown. What it shares with the first chunk, it is lent by that (lent-plugin.config.ts).
 */
export class Payer {
  readonly flow: Flow;
  readonly card: CardSlot;
  readonly quoting: Quoting;
  readonly paying: Paying;
  readonly #learned: Partial<Record<Language, PayerWords>> = { en: enPayer };

  readonly keeper: DraftKeeper;
  /** A link for a new password that is being answered. */
  reset: Resetting | undefined;

  /** The payer has asked why a payment is split as it is. */
  whyOpen = false;

  constructor(flow: Flow) {
    this.flow = flow;
    this.card = new CardSlot(this);
    this.quoting = new Quoting(this);
    this.paying = new Paying(this);
    this.keeper = new DraftKeeper(this);
  }

  /** What happened, and what can be done, in words. */
  failure(code: FailureCode) {
    return this.words.failures[code];
  }

  /** Everything these screens say, in the language that the element speaks now. */
  get words(): AllWords {
    const { words } = this.flow;
    return { ...words, ...(this.#learned[words.language] ?? enPayer) };
  }

  get state(): State {
    return this.flow.state;
  }

  /**
   * The declined payment whose next try this is. From a bank account it is another payment, for which the server lets
   * the declined one go first.
   */
  get retried(): PaymentView | undefined {
    const { bank, retryOf } = this.state;
    return bank ? undefined : retryOf;
  }

  get formats(): Formats {
    return this.flow.formats;
  }

  /** Have this language's sentences at hand. Rejects when they cannot be fetched. */
  async learn(language: Language): Promise<void> {
    this.#learned[language] ??= await translated(language, enPayer, 1);
  }

  /** The server's own sentences, which are written in the account's language: read them again once that has changed. */
  async readAnew(): Promise<void> {
    const { step, payment } = this.state;
    const { retried } = this;
    const shown = retried ?? (step === 'done' ? payment : undefined);
    if (!shown) return this.quoting.readAnew();
    const { division } = await this.flow.api.status(shown.id).catch(() => shown);
    const now = retried ? this.state.retryOf : this.state.payment;
    if (!division || now?.id !== shown.id) return;
    this.flow.set(retried ? { retryOf: { ...now, division } } : { payment: { ...now, division } });
  }

  /** Questions and whom to call, over the step. */
  openHelp(): void {
    this.flow.focusNext = 'title';
    this.flow.set({ help: true });
    this.flow.emit('onward-step', { step: 'help' });
  }

  closeHelp(): void {
    const { flow } = this;
    flow.focusNext = 'title';
    flow.set({ help: false });
    flow.emit('onward-step', { step: flow.state.step });
  }

  help(): unknown {
    return help(this);
  }

  show(step: PayerStep): unknown {
    return steps[step](this);
  }

  /** A mailed link: on to the question who its owner is, in place of the sign-in where the session ended. */
  async openReset(token: string, view: ResetView, focus: boolean): Promise<void> {
    this.flow.set({ expired: false, codeAsked: false, draft: { email: view.email } });
    this.reset = new Resetting(this, token, view);
    await this.reset.begin(focus);
  }

  /**
   * A payment under way, or one that was declined and still holds its amounts. Else, after a reload, where the payer
   * was; and for who has acted, by a sign-in say, what is owed, with what was chosen.
   */
  async goOn(focus = true): Promise<void> {
    const { payment, draft } = await this.flow.api.open();
    if (payment) return this.paying.follow(payment, focus, true);
    if (draft) this.keeper.begin(draft);
    if (draft?.step === 'history' && !focus) await this.#showHistory(false);
    else await this.goToOwed(focus, draft);
  }

  /**
   * What is owed by the person chosen, else the first this account may pay for; without one, the step that finds them.
   * @param of a payment that came to nothing: its person, and its amount, which can be changed
   */
  async goToOwed(focus = true, draft?: Draft, of?: PaymentView): Promise<void> {
    const { flow } = this;
    const personId = personOf(flow.state, of?.person.id ?? draft?.personId);
    if (personId === undefined) return flow.go('match-record', {}, focus);
    const owed = await flow.api.owed(personId);
    this.card.close();
    const { choice: before, amount } = of ? choiceOf(owed, of.amountCents) : (draft ?? {});
    const choice = chosen(owed, before);
    flow.clearChoices();
    const typed = amount ? { draft: { ...flow.state.draft, amount } } : {};
    flow.set({ personId, owed, choice, bank: !!draft?.tender, ...typed });
    const goesOn = !focus || !securePage(flow.state.agency); // on our page, who signs in comes from a card form that did not open
    if (draft?.step === 'check' && goesOn && choice && (await this.toCheck(focus))) return;
    const { problems } = flow.state;
    flow.go('owe', { problems }, focus && problems.length === 0);
    this.quoting.ask();
  }

  /** To the card with what is chosen. @returns it stands; else why not is on show */
  async toCheck(focus = true): Promise<boolean> {
    const quote = await this.quoting.settle();
    if (!quote) return false;
    this.flow.go('check', { payment: undefined, retryOf: undefined, payAgain: undefined }, focus);
    void this.card.open(quote.totalCents);
    return true;
  }

  /** To the card with what was chosen before, read and quoted anew; where that is not known or stands no more, to the choice. */
  async payAnew(): Promise<void> {
    const { flow } = this;
    const { owed: before, choice, payment } = flow.state;
    if (before === undefined) return this.goToOwed(true, undefined, payment);
    const owed = await flow.api.owed(before.person.id);
    if ((choice === 'due_now' ? owed.dueCents : owed.mostCents) === 0) return this.goToOwed();
    this.card.close();
    flow.set({ owed, quote: undefined });
    if (!(await this.toCheck())) flow.go('owe', { problems: flow.state.problems, payment: undefined }, false);
  }

  async goToHistory(): Promise<void> {
    await this.flow.act(() => this.#showHistory(true));
  }

  async #showHistory(focus: boolean): Promise<void> {
    const page = await this.flow.api.history({});
    this.card.close();
    this.flow.go('history', { history: { ...page, paidOnly: false } }, focus);
  }

  /** Signed out: nothing of the payer stays. */
  close(): void {
    this.paying.close();
    this.card.close();
    this.keeper.forget();
  }

  detach(): void {
    this.paying.stop();
    this.card.detach();
  }

  attach(): void {
    this.card.attach();
    this.paying.resume();
  }
}

/** The one asked for, where this account may pay for them; else the one who was chosen, or the first. */
const personOf = ({ personId, account }: State, asked?: string): string | undefined =>
  account?.people.find(({ id }) => id === asked)?.id ?? personId ?? account?.people[0]?.id;

/**
 * What was chosen before, where that can still be paid; else what is due. Where nothing is, paying ahead is nobody's
 * default; where all of it is more than one payment may be, only an amount of the payer's own is left.
 */
const chosen = (owed: OwedView, before: ChoiceKind = 'due_now'): ChoiceKind | undefined =>
  ([before, 'due_now'] as const).find((one) => payableAtOnce(owed, one)) ??
  (owed.payableCents > owed.mostCents ? 'other' : undefined);
