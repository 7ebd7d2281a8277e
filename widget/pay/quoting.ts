import type { Choice, Draft, OwedView, PaymentView, Quote } from '../../api/contract/index.ts';
import type { Flow } from './flow.ts';
import { centsFromText } from './money-input.ts';
import type { Payer } from './payer.ts';
import type { ChoiceKind, FormProblem } from './state.ts';

const TYPING_MS = 400;

/** Whether a choice can be paid at once: all that is due, or owed, only up to the most that one payment may be. */
export function payableAtOnce({ dueCents, payableCents, mostCents }: OwedView, choice: ChoiceKind): boolean {
  const cents = choice === 'due_now' ? dueCents : payableCents;
  return cents > 0 && (choice === 'other' || cents <= mostCents);
}

/** The choice that pays just this amount, as an amount of the payer's own where it is none of the others; empty: none. */
export function choiceOf(owed: OwedView, cents: number): Pick<Draft, 'choice' | 'amount'> {
  const { dueCents, payableCents, leastCents, mostCents } = owed;
  const whole = { due_now: dueCents, everything: payableCents };
  for (const choice of ['due_now', 'everything'] as const)
    if (whole[choice] === cents && payableAtOnce(owed, choice)) return { choice };
  if (cents < leastCents || cents > mostCents) return {};
  return { choice: 'other', amount: `${Math.floor(cents / 100)}.${`${cents % 100}`.padStart(2, '0')}` };
}

/** Asks the server what a choice would be. Only the newest answer counts. */
export class Quoting {
  readonly #payer: Payer;
  readonly #flow: Flow;
  #newest = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(payer: Payer) {
    this.#payer = payer;
    this.#flow = payer.flow;
  }

  /** The choice as the server takes it, or what is wrong with it. */
  choice(): { ok: true; choice: Choice } | { ok: false; problem: FormProblem } {
    const { choice, draft, owed } = this.#flow.state;
    if (choice === undefined)
      return { ok: false, problem: { field: 'choice-everything', say: (words) => words.missing.choice } };
    if (choice !== 'other') return { ok: true, choice: { kind: choice } };
    const amountCents = centsFromText(draft['amount'] ?? '');
    if (amountCents === null) {
      return { ok: false, problem: { field: 'amount', say: (words) => words.missing.amountShape } };
    }
    if (amountCents === 0) {
      const say = this.#flow.sayRefusal({ code: 'amount_too_small', amountCents: owed?.leastCents ?? 0 });
      return { ok: false, problem: { field: 'amount', say } };
    }
    return { ok: true, choice: { kind: 'other', amountCents } };
  }

  /** The choice was changed: show where it would go, quietly. @param typing wait for the next key */
  ask(typing = false): void {
    clearTimeout(this.#timer);
    this.#newest += 1;
    this.#flow.set({ quote: undefined, quoting: false });
    if (!this.choice().ok) return;
    const show = () => {
      this.#payer.keeper.keep();
      void this.#ask(typing);
    };
    this.#timer = setTimeout(show, typing ? TYPING_MS : 0);
  }

  /** The quote to go on with: the one shown, or a new one. Null when the server refused it and that is on show. */
  async settle(): Promise<Quote | null> {
    const { state } = this.#flow;
    if (state.quote) return state.quote;
    const asked = this.choice();
    if (!asked.ok) {
      this.#flow.fail([asked.problem]);
      return null;
    }
    const answer = await this.#request(asked.choice);
    if (!answer) return null;
    if (answer.ok) {
      this.#show(answer.quote);
      return answer.quote;
    }
    this.#flow.refuse(
      answer.refusal,
      asked.choice.kind === 'other' ? 'amount' : `choice-${asked.choice.kind}`,
    );
    return null;
  }

  /** A bank account is to pay, or a card after all: with its own fee, and its own form. The newest choice counts. */
  async payBy(bank: boolean): Promise<void> {
    const flow = this.#flow;
    flow.set({ bank, problems: [], payAgain: undefined });
    const answer = await this.#ask();
    if (answer === undefined) return; // another was chosen meanwhile
    if (answer?.ok) {
      this.#payer.keeper.keep();
      return this.#payer.card.open((this.#payer.retried ?? answer.quote).totalCents);
    }
    flow.set({ bank: !bank });
    flow.fail([{ say: answer ? flow.sayRefusal(answer.refusal) : ({ trouble }) => trouble.offline }]);
  }

  /** The other ways to pay what a declined payment was to pay, which the page need not know any more; quietly. */
  async waysOf({ id, person, amountCents }: PaymentView): Promise<void> {
    const flow = this.#flow;
    const { owed: known, quote: shown } = flow.state;
    if (known?.person.id === person.id && shown?.amountCents === amountCents && !shown.debit) return;
    const mine = ++this.#newest;
    const isOver = () => mine !== this.#newest || flow.state.retryOf?.id !== id;
    const owed = await flow.api.owed(person.id).catch(() => null);
    if (!owed || isOver()) return;
    const { choice, amount } = choiceOf(owed, amountCents);
    flow.set({ personId: person.id, owed, choice, quote: undefined });
    if (amount) flow.set({ draft: { ...flow.state.draft, amount } });
    const asked = this.choice();
    const answer = asked.ok && (await this.#request(asked.choice).catch(() => null));
    if (answer && answer.ok && !isOver()) flow.set({ quote: answer.quote });
  }

  /** The quote on show once more, for its sentences; it stays when it is no longer the same. */
  async readAnew(): Promise<void> {
    const { quote } = this.#flow.state;
    const asked = this.choice();
    if (!quote || !asked.ok) return;
    const answer = await this.#request(asked.choice).catch(() => null);
    if (answer?.ok && answer.quote.digest === this.#flow.state.quote?.digest)
      this.#flow.set({ quote: answer.quote });
  }

  /**
   * @param typed an amount that can be paid ends what was said of the one before
   * @returns what the server says, null where it could not be asked; undefined: it is not the newest any more
   */
  async #ask(typed = false) {
    const asked = this.choice();
    if (!asked.ok) return;
    const mine = ++this.#newest;
    this.#flow.set({ quoting: true });
    const answer = await this.#request(asked.choice).catch(() => null); // going on asks again, and then it is shown
    if (mine !== this.#newest) return;
    this.#flow.set({ quoting: false });
    if (!answer?.ok) return answer;
    const { quote } = answer;
    this.#show(quote);
    if (typed) this.#flow.set({ problems: [] });
    this.#flow.say((_, { money }) => this.#spoken(quote, money));
    return answer;
  }

  /** Where a debit was asked for and cannot be, the server quotes a card. */
  #show(quote: Quote): void {
    this.#flow.set({ quote, bank: !!quote.debit });
  }

  /** Where it goes, what it costs, what it comes to. */
  #spoken({ lines, feeCents, totalCents }: Quote, money: (cents: number) => string): string {
    const { kinds, check } = this.#payer.words;
    const parts = lines.map(({ kind, amountCents }) => `${kinds[kind]} ${money(amountCents)}`);
    return [...parts, `${check.fee} ${money(feeCents)}`, check.totalIs(money(totalCents))].join(', ');
  }

  async #request(choice: Choice) {
    const { owed } = this.#flow.state;
    if (!owed) return null;
    const obligationIds = owed.obligations.map(({ id }) => id);
    const tender = this.#flow.state.bank && { tender: 'bank_debit' as const };
    return this.#flow.api.quote({ personId: owed.person.id, obligationIds, choice, ...tender });
  }
}
