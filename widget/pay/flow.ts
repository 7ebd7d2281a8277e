import type {
  BrandView,
  Language,
  Refusal,
  ResetRefusalCode,
  SessionView,
} from '../../api/contract/index.ts';
import { formatsFor, type Formats } from '../i18n/format.ts';
import { en } from '../i18n/en.ts';
import { wordsFor } from '../i18n/language.ts';
import type { Blanks, Words } from '../i18n/words.ts';
import { payerApi, type PayerApi } from './api-client.ts';
import { ApiError } from './api-error.ts';
import { emit, type OnwardPayEvents } from './events.ts';
import type { Payer } from './payer.ts';
import { enter, leave, openLink } from './enter.ts';
import { sessionFor, signOutNews, type Session, type SignOutNews } from './session.ts';
import {
  firstState,
  nothingChosen,
  type FormProblem,
  type Say,
  type State,
  type Step,
  type Trouble,
} from './state.ts';
import { mailedLink } from './return-parameters.ts';
import { Retry } from './retry.ts';

/** The element as the flow knows it. */
export interface Host extends HTMLElement {
  requestUpdate(): void;
  /** Adopt the style sheet of the payer's part. */
  wear(looks: string): void;
  /** Take on the agency's own colours. */
  dress(brand: BrandView): void;
}

const secrets = new Set(['password', 'code']);
const working: Say = (words) => words.frame.working;
const stillWorking: Say = (words) => words.frame.stillWorking;
const SLOW_MS = 1_000;
const VERY_SLOW_MS = 10_000;

/** The input that a path of the server's is about. */
function inputOf(path: string): string {
  const name = path.split('.').at(-1) ?? path;
  return { birthDate: 'bday-month', amountCents: 'amount' }[name] ?? name;
}

/** A refusal's own figures as the sentence takes them. */
function blanksOf(refusal: Refusal<ResetRefusalCode>, formats: Formats, phone: string): Blanks {
  const { amountCents = 0, retryAfterSeconds = 60, minutesAgo } = refusal;
  const minutes = Math.max(1, minutesAgo ?? Math.ceil(retryAfterSeconds / 60));
  return [formats.money(amountCents), formats.minutes(minutes), phone];
}

/** The state of one element and what may be done with it. Steps render from it; it touches no markup itself. */
export class Flow {
  readonly host: Host;
  readonly api: PayerApi;
  readonly session: Session;
  readonly apiOrigin: string;
  readonly agency: string;
  state: State = firstState();
  words: Words = en;
  formats: Formats = formatsFor('en', 'UTC');
  /** Names the sign-up or sign-in that waits for its code; only this browser has it, and only until it is used. */
  pending = '';
  /** Answers to the code last mailed that were not right. */
  wrongCodes = 0;
  #attempt: { of: string; id: string } | undefined;
  /** The payer picked the language on this page. */
  languageChosen = false;
  /** Where focus goes after the next render. */
  focusNext: 'title' | 'problem' | 'again' | 'account' | undefined;
  /** What the live region says. */
  status: Say | undefined;
  /** What only a signed-in payer needs: a chunk of its own, which imports nothing of this one. */
  part: Payer | undefined;
  readonly #retry: Retry;
  #news: SignOutNews;
  #warned = false;

  constructor(host: Host, apiOrigin: string, agency: string) {
    this.host = host;
    this.apiOrigin = apiOrigin;
    this.agency = agency;
    this.session = sessionFor(`${apiOrigin} ${agency}`);
    this.#news = this.#hear();
    mailedLink.opened.add(this.#linkOpened);
    this.api = payerApi(apiOrigin, agency, this.session);
    this.#retry = new Retry((secondsLeft) => {
      if (this.state.trouble) this.set({ trouble: { ...this.state.trouble, secondsLeft } });
    });
  }

  /** The signed-in payer's part, fetched at the first call. @throws {ApiError} unreachable */
  async payer(): Promise<Payer> {
    const { Payer, looks } = await import('./payer.ts').catch(() => {
      throw new ApiError('unreachable');
    });
    this.host.wear(looks);
    const part = (this.part ??= new Payer(this));
    await part.learn(this.words.language).catch(() => {
      throw new ApiError('unreachable');
    });
    return part;
  }

  /** Questions and whom to call, over the step. Not an act: what is being tried again goes on meanwhile. */
  readonly help = (): void => {
    const open = async () => (await this.payer()).openHelp();
    void open().catch(() => this.say((words) => words.trouble.offline));
  };

  set(patch: Partial<State>): void {
    this.state = { ...this.state, ...patch };
    this.host.requestUpdate();
  }

  /** To another step: its heading takes focus, unless nobody acted (the first step of a page). */
  go(step: Step, patch: Partial<State> = {}, focus = true): void {
    const moved = step !== this.state.step;
    this.set({ problems: [], menuOpen: false, help: false, passwordShown: false, ...patch, step });
    if (focus) this.focusNext = 'title';
    if (moved) this.status = undefined;
    if (moved) this.emit('onward-step', { step });
    this.part?.keeper.keep();
  }

  /** Show what is to be put right; the summary takes focus. */
  fail(problems: FormProblem[]): void {
    this.focusNext = 'problem';
    this.set({ problems });
  }

  /** Show a refusal beside its field. What was typed stays, passwords and codes do not. @param more said behind it */
  refuse(refusal: Refusal<ResetRefusalCode>, field?: string, more: Say = () => ''): void {
    for (const secret of this.host.shadowRoot?.querySelectorAll<HTMLInputElement>('#password, #code') ?? []) {
      secret.value = '';
    }
    const said = this.sayRefusal(refusal);
    const say: Say = (...spoken) => `${said(...spoken)} ${more(...spoken)}`.trim();
    this.fail([{ ...(field && { field }), say }]);
  }

  /** As `refuse`, of a mailed link: where it opens nothing any more, another can be asked for. */
  refuseReset(refusal: Refusal<ResetRefusalCode>, field: string): void {
    if (refusal.code === 'link_expired') this.go('forgot-password');
    this.refuse(refusal, refusal.field ?? (refusal.code === 'record_not_matched' ? field : undefined));
  }

  sayRefusal(refusal: Refusal<ResetRefusalCode>): Say {
    const phone = this.state.agency?.phone ?? '';
    return (words, formats) =>
      refusal.says?.[words.language] ?? words.refusals[refusal.code](...blanksOf(refusal, formats, phone));
  }

  /** Nothing chosen, quoted or paid: the next payment starts clean. */
  clearChoices(): void {
    this.set(nothingChosen());
  }

  emit<Name extends keyof OnwardPayEvents>(name: Name, detail: OnwardPayEvents[Name]): void {
    emit(this.host, name, detail);
  }

  /** What the api said when it gave no result, if that is what this error is. */
  apiError(error: unknown): ApiError | undefined {
    return error instanceof ApiError ? error : undefined;
  }

  /** Names a try with a code; tried once more, as after a lost answer, it is the same. */
  attemptOf(what: string): string {
    if (this.#attempt?.of !== what) this.#attempt = { of: what, id: crypto.randomUUID() };
    return this.#attempt.id;
  }

  /** Tell those who do not see the screen; without words, what was said is over. */
  say(status?: Say): void {
    this.status = status;
    this.host.requestUpdate();
  }

  /**
   * Do one thing at a time: buttons lock in this very tick, and what goes wrong is shown. When the api cannot be
   * reached or breaks, the same is tried again after a while or at the payer's wish.
   */
  async act(work: () => Promise<void> | void): Promise<void> {
    if (this.state.busy) return;
    this.#retry.stop();
    this.set({ busy: true, trouble: undefined, problems: [] });
    const timers = [
      setTimeout(() => this.say(working), SLOW_MS),
      setTimeout(() => this.say(stillWorking), VERY_SLOW_MS),
    ];
    try {
      await work();
      this.#retry.reset();
    } catch (error) {
      this.broke(error, work);
    } finally {
      timers.forEach(clearTimeout);
      if (this.status === working || this.status === stillWorking) this.status = undefined;
      this.set({ busy: false });
    }
  }

  /** Keep what was typed, for the next render and the next language; passwords and codes stay in their inputs. */
  readonly typed = ({ target }: Event): void => {
    if (!(target instanceof HTMLInputElement) || secrets.has(target.name)) return;
    const value = target.type === 'checkbox' ? (target.checked ? 'yes' : '') : target.value;
    this.state.draft = { ...this.state.draft, [target.name]: value };
  };

  /** At the payer's wish: what could not be done before. */
  tryNow(): void {
    this.#retry.now();
  }

  /** The element left its page: no timer outlives it there. */
  detach(): void {
    this.#news.close();
    mailedLink.opened.delete(this.#linkOpened);
    this.#retry.pause();
    this.part?.detach();
  }

  /** Another agency's flow takes over. */
  close(): void {
    this.detach();
    this.part?.card.close();
  }

  /** The element is back. */
  attach(): void {
    this.#news = this.#hear();
    mailedLink.opened.add(this.#linkOpened);
    this.part?.attach();
    this.tryNow();
  }

  /** Signed in: go on where this payer left off, or begin. */
  enter(session: SessionView): Promise<void> {
    return enter(this, session);
  }

  readonly #linkOpened = (): void => void this.act(() => openLink(this));

  /** The other tabs of this page's origin sign out too. */
  tellSignedOut(): void {
    this.#news.tell();
  }

  #hear(): SignOutNews {
    return signOutNews(`${this.apiOrigin} ${this.agency}`, () => this.state.account && leave(this, false));
  }

  /** One line for who builds the page: what the payer cannot put right. */
  #warn({ kind, reason }: ApiError): void {
    const { agency, apiOrigin } = this;
    const line =
      kind === 'unreachable' && navigator.onLine
        ? `${location.origin} may not be on the list of this publishable key, or ${apiOrigin} cannot be reached.`
        : reason === 'origin'
          ? `${location.origin} is not on the list of origins of the key ${agency}.`
          : reason === 'agency' && `no agency has the key ${agency}.`;
    if (!line || this.#warned) return;
    this.#warned = true;
    console.warn(`Onward: ${line}`);
  }

  /** Speak another language; everything typed and chosen stays. @param chosen by the payer: the server is told */
  async speak(language: Language, chosen = false): Promise<void> {
    if (chosen) this.languageChosen = true;
    const words = await this.#learn(language).catch(() => null);
    if (!words) return this.emit('onward-error', { code: 'language_unavailable', recoverable: true });
    const changed = this.words.language !== language;
    this.words = words;
    this.formats = formatsFor(language, this.state.agency?.timeZone ?? 'UTC');
    this.part?.card.speak(language);
    this.host.requestUpdate();
    if (!changed || this.state.step === 'opening') return; // at the start nobody changed anything
    this.emit('onward-locale', { lang: language });
    if (!chosen || !this.session.token()) return;
    const told = await this.api.setLanguage(language).catch(() => null);
    if (told) await this.part?.readAnew();
  }

  /** The sentences, those of the payer's part too; it may have come meanwhile, with other ones. */
  async #learn(language: Language): Promise<Words> {
    const [words] = await Promise.all([wordsFor(language), this.part?.learn(language)]);
    await this.part?.learn(language);
    return words;
  }

  /** Show what went wrong, and what will be done about it. @param work done again when the api was not there */
  broke(error: unknown, work: () => Promise<void> | void): void {
    if (!(error instanceof ApiError)) {
      console.error('onward-pay', error);
      this.emit('onward-error', { code: 'internal', recoverable: true });
    } else this.#warn(error);
    const kind = error instanceof ApiError ? error.kind : 'server';
    this.emit('onward-error', { code: kind, recoverable: kind !== 'not_allowed' });
    if (kind === 'signed_out') {
      this.session.forget();
      this.focusNext = 'title';
      this.set({ expired: this.state.account !== undefined });
      if (!this.state.account) this.go('sign-in');
      return;
    }
    if (kind === 'not_allowed') return this.go('unavailable', { closed: 'not_allowed' });
    if (kind === 'too_many') return this.refuse({ code: 'too_many_tries', retryAfterSeconds: 60 });
    const fields = error instanceof ApiError ? error.fields : [];
    if (kind === 'bad_input' && fields.length > 0) {
      return this.fail(fields.map((path) => ({ field: inputOf(path), say: (words) => words.problem.check })));
    }
    this.set({
      trouble: {
        kind: navigator.onLine ? 'server' : 'offline',
        said: error instanceof ApiError ? (error.reason as Trouble['said']) : undefined,
        reference: error instanceof ApiError ? error.requestId : undefined,
        secondsLeft: this.#retry.schedule(() => void this.act(work)),
      },
    });
  }
}
