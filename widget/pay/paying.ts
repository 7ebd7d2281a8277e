import type { Answer, PaymentView, Quote } from '../../api/contract/index.ts';
import { nextAttempt, type Attempt } from './attempt.ts';
import { BankCheck } from './bank-check.ts';
import type { Flow } from './flow.ts';
import type { Payer } from './payer.ts';
import { Poll } from './poll.ts';
import type { Say } from './state.ts';

const SLOW_MS = 10_000;
/** The bank's answer is looked for no seldomer than this: a no is told without the payer's asking. */
const BANK_S = 15;

/** One payment from the press of the button to its end, through lost answers, waits and the bank's check. */
export class Paying {
  readonly #payer: Payer;
  readonly #flow: Flow;
  readonly #poll = new Poll(
    () => this.#look(),
    () => (this.#flow.state.payment?.status === 'needs_action' ? BANK_S : 60),
  );
  /** Sent, and its outcome not known yet. */
  #sent: Attempt | undefined;
  /** A try is on its way, and its answer will come or be lost. */
  #sending = false;
  #lettingGo = false;
  #told = '';
  #slow: ReturnType<typeof setTimeout> | undefined;
  readonly #bank: BankCheck;

  constructor(payer: Payer) {
    this.#payer = payer;
    this.#flow = payer.flow;
    this.#bank = new BankCheck(
      payer,
      () => this.#poll.anew(),
      () => this.#leaveBank(),
    );
  }

  /** The button. @param payAgain the payer said yes to paying the same once more */
  pay(payAgain = false): Promise<void> {
    return this.#flow.act(async () => {
      const flow = this.#flow;
      const { quote, draft } = flow.state;
      const { retried } = this.#payer;
      const debit = retried ? undefined : quote?.debit;
      if (debit && draft[debit.version] !== 'yes')
        return flow.fail([{ field: debit.version, say: () => debit.unticked }]);
      const card = await this.#payer.card.token();
      if (!card.ok) {
        const { message } = card;
        const say = () => {
          const { check } = this.#payer.words;
          return (
            message ??
            (flow.state.card === 'ready' ? (debit?.numbers ?? check.cardFields) : check.cardOpening)
          );
        };
        return flow.fail([{ say }]);
      }
      const sent = nextAttempt(this.#payer, card.token, payAgain);
      if (!sent) return;
      const anew = { payAgain: undefined, payment: undefined, notCanceled: false, retryOf: retried } as const;
      flow.go('waiting', { ...anew, slow: false, lost: false });
      this.#startSlow();
      this.#bank.anew();
      this.#sent = sent;
      await this.#send(sent);
    });
  }

  /**
   * Show a payment at the stage it is in, and stay with it until its end.
   * @param found on a page that was just opened
   */
  follow(payment: PaymentView, focus = true, found = false): void {
    this.#sent = undefined;
    if (payment.status === 'succeeded' || payment.status === 'failed') return this.#end(payment, focus);
    if (payment.onItsWay) return this.#leave(payment, focus);
    const arrives = this.#flow.state.step !== 'waiting';
    this.#flow.go('waiting', { payment, lost: false, trouble: undefined }, focus && arrives);
    this.#tell(payment);
    this.#startSlow();
    this.#poll.start();
    if (payment.status === 'needs_action') void this.#bank.ask(payment, found ? 'found' : undefined);
  }

  /** A bank has been asked, and answers in days: nobody needs to wait here. */
  #leave(payment: PaymentView, focus: boolean): void {
    this.stop();
    this.#payer.card.close();
    const left = { payment, draft: {}, slow: false, lost: false, trouble: undefined };
    this.#flow.go('waiting', left, focus);
    this.#tell(payment);
  }

  /** Look now instead of at the next turn. */
  checkNow(): Promise<void> {
    return this.#flow.act(() => this.#poll.now());
  }

  /** Open the bank's check again, when it was closed or did not open. */
  openBank(): Promise<void> {
    return this.#flow.act(async () => {
      const { payment } = this.#flow.state;
      this.#bank.forget();
      if (payment) void this.#bank.ask(payment, 'pressed');
    });
  }

  /**
   * Back to the card step with the same payment and its amount, and with the other ways to pay it. One that waits at the bank is looked at further: its
   * question may still be answered.
   */
  tryAnotherWay(): void {
    const { payment } = this.#flow.state;
    if (payment?.status !== 'needs_action') this.stop();
    this.#payer.card.close();
    if (!payment) return;
    this.#flow.go('check', { retryOf: payment, bank: false, payAgain: undefined });
    void this.#payer.card.open(payment.totalCents);
    void this.#payer.quoting.waysOf(payment);
  }

  /** Let the payment go, so that what it holds can be paid otherwise; its amount stays chosen. */
  letGo(): Promise<void> {
    return this.#letGo((payment) => this.#payer.goToOwed(true, undefined, payment));
  }

  /** Let the payment go that waits for the bank's check, and pay what was chosen anew. */
  cancelBankCheck(): Promise<void> {
    return this.#letGo(() => this.#payer.payAnew());
  }

  stop(): void {
    this.#poll.stop();
    this.#bank.stop();
    clearTimeout(this.#slow);
    this.#slow = undefined;
  }

  /** Signed out: what was sent is the server's to tell to whoever signs in. */
  close(): void {
    this.stop();
    this.#sent = undefined;
  }

  /** After the element or the session is back. */
  resume(): void {
    if (this.#flow.state.step !== 'waiting' && !this.#isAtBank()) return;
    this.#startSlow();
    if (this.#sending) return; // looked for before it is lost, it would be sent again
    this.#poll.start();
    void this.#poll.now();
  }

  /** The card is asked for again while the bank still waits for its answer. */
  #isAtBank(): boolean {
    const { step, retryOf } = this.#flow.state;
    return step === 'check' && retryOf?.status === 'needs_action';
  }

  /** Nobody answered the bank: to the card, unless the server knows better. */
  async #leaveBank(): Promise<void> {
    await this.#poll.now();
    const { step, payment } = this.#flow.state;
    if (step !== 'waiting' || payment?.status !== 'needs_action') return;
    this.tryAnotherWay();
    const { what } = this.#payer.failure('authentication_failed');
    this.#flow.fail([{ say: () => `${what}. ${this.#payer.failure('card_form_expired').next}` }]);
  }

  /** Only a payment that is surely over makes way; one that is not is told as it stands. */
  #letGo(then: (payment?: PaymentView) => Promise<void>): Promise<void> {
    return this.#flow.act(async () => {
      const { retryOf, payment = retryOf } = this.#flow.state;
      this.#lettingGo = true;
      try {
        const now = payment && (await this.#flow.api.cancel(payment.id));
        if (now && (now.status !== 'failed' || now.failure?.mayTryAgain)) return this.#notLetGo(now);
        await then(payment);
        this.stop();
      } finally {
        this.#lettingGo = false;
      }
    });
  }

  #notLetGo(now: PaymentView): void {
    const flow = this.#flow;
    const changed = now.status !== flow.state.payment?.status;
    this.follow(now);
    if (changed) return; // its step says how it stands
    const say: Say = () => this.#payer.words.waiting.notCanceled;
    if (now.status === 'failed') return flow.fail([{ say }]);
    flow.set({ notCanceled: true });
    flow.say(say);
  }

  async #send(sent: Attempt): Promise<void> {
    try {
      this.#sending = true;
      const answer = await sent.send().finally(() => (this.#sending = false));
      if (answer.ok) return this.follow(answer.payment);
      this.#sent = undefined;
      this.stop();
      await this.#refused(answer);
    } catch (error) {
      const no = this.#flow.apiError(error);
      if (!no?.lost) {
        if (no && no.kind !== 'signed_out') this.#notBegun();
        throw error;
      }
      this.#flow.set({ lost: true });
      this.#poll.start();
    }
  }

  /** Refused before anything was done: back to the card. */
  #notBegun(): void {
    this.#sent = undefined;
    this.stop();
    this.#flow.go('check');
  }

  async #refused({ refusal }: Extract<Answer<object>, { ok: false }>): Promise<void> {
    const flow = this.#flow;
    let say = flow.sayRefusal(refusal);
    const { retryOf } = flow.state;
    if (retryOf?.status === 'needs_action') return this.follow(await flow.api.status(retryOf.id));
    switch (refusal.code) {
      case 'paid_moments_ago':
        flow.go('check', { payAgain: say });
        flow.focusNext = 'again';
        return;
      case 'quote_changed':
        if (!refusal.quote || retryOf) break;
        say = this.#changed(refusal.quote) ?? say;
        flow.go('check', { quote: refusal.quote, bank: !!refusal.quote.debit });
        void this.#payer.quoting.readAnew(); // its sentences: a refusal has none
        await this.#payer.card.open(refusal.quote.totalCents);
        return flow.fail([{ say }]);
      case 'payment_in_progress': {
        const { payment } = await flow.api.open();
        if (payment) return this.follow(payment);
        break;
      }
      default:
        break;
    }
    if (retryOf === undefined && refusal.code === 'attempt_reused') flow.go('check');
    else await this.#payer.goToOwed();
    flow.fail([{ say }]);
  }

  /** What is another than the payer saw, where it is not what they owe: the same amount at another fee. */
  #changed({ amountCents, feeCents }: Quote): Say | undefined {
    const seen = this.#flow.state.quote;
    if (seen?.amountCents !== amountCents || seen.feeCents === feeCents) return undefined;
    return (_, { money }) => this.#payer.words.check.feeChanged(money(feeCents));
  }

  /** One look at the payment, or at what became of the try whose answer was lost. */
  async #look(): Promise<void> {
    try {
      const { payment } = this.#flow.state;
      if (this.#sent) await this.#find(this.#sent);
      else if (payment) this.#arrived(await this.#flow.api.status(payment.id));
    } catch (error) {
      if (this.#flow.apiError(error)?.lost) return this.#flow.set({ lost: true });
      this.#poll.stop();
      this.#flow.broke(error, () => this.resume());
    }
  }

  /** What a look found; too late when the payer goes elsewhere, or has gone. */
  #arrived(payment: PaymentView): void {
    const { step, busy } = this.#flow.state;
    if (step === 'waiting' && !this.#lettingGo) return this.follow(payment);
    if (!this.#isAtBank()) return this.#poll.stop();
    if (!busy && payment.status !== 'needs_action') this.follow(payment);
  }

  async #find(sent: Attempt): Promise<void> {
    const { payment } = await this.#flow.api.statusOfAttempt(sent.key);
    if (payment) return this.#arrived(payment);
    await this.#send(sent); // it never arrived: the same key again asks for the same thing
  }

  #end(payment: PaymentView, focus: boolean): void {
    this.stop();
    this.#payer.card.close();
    const step = payment.status === 'succeeded' ? 'done' : 'declined';
    const ended = {
      payment,
      retryOf: undefined,
      slow: false,
      lost: false,
      answered: false,
      notCanceled: false,
    } as const;
    this.#flow.go(step, { ...ended, card: 'closed', ...(step === 'done' && { draft: {} }) }, focus);
    this.#tell(payment);
    if (step === 'done') void this.#readAfter(payment);
  }

  /** What is owed now; a receipt can do without. */
  async #readAfter({ id, person }: PaymentView): Promise<void> {
    const after = await this.#flow.api.owed(person.id).catch(() => undefined);
    if (this.#flow.state.payment?.id === id) this.#flow.set({ after });
  }

  #tell({ id, status }: PaymentView): void {
    if (this.#told === `${id} ${status}`) return;
    this.#told = `${id} ${status}`;
    if (status === 'checking') this.#flow.say(() => this.#payer.words.waiting.checking);
    if (status === 'needs_action') this.#flow.say(() => this.#payer.words.waiting.bankTitle);
    this.#flow.emit('onward-payment', { id, status });
  }

  #startSlow(): void {
    this.#slow ??= setTimeout(() => {
      this.#flow.set({ slow: true });
      if (this.#flow.state.payment?.status !== 'needs_action')
        this.#flow.say(() => this.#payer.words.waiting.checking);
    }, SLOW_MS);
  }
}
