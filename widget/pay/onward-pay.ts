import type { BrandView } from '../../api/contract/index.ts';
import { html, nothing } from 'lit';
import { isSwitched, languageFor, languageOf } from '../i18n/language.ts';
import { base } from '../ui/base.ts';
import { blocks } from '../ui/blocks.ts';
import { controls } from '../ui/controls.ts';
import { RenderedElement, sheetOf } from '../ui/rendered-element.ts';
import { tokens } from '../ui/tokens.ts';
import { open } from './enter.ts';
import { Flow } from './flow.ts';
import { frame } from './frame.ts';
import type { PayerStep, Step } from './state.ts';
import { createAccount } from './steps/create-account.ts';
import { forgotPassword, linkSent } from './steps/forgot-password.ts';
import { signIn } from './steps/sign-in.ts';
import { unavailable } from './steps/unavailable.ts';
import { verifyEmail } from './steps/verify-email.ts';

/** The steps of somebody who is not signed in. */
const steps: Record<Exclude<Step, PayerStep>, (flow: Flow) => unknown> = {
  opening: ({ words }) => html`<p class="muted">${words.frame.opening}</p>`,
  unavailable,
  'sign-in': signIn,
  'sign-in-code': verifyEmail,
  'forgot-password': forgotPassword,
  'link-sent': linkSent,
  'create-account': createAccount,
  'verify-email': verifyEmail,
};

const stepOf = (flow: Flow): unknown => {
  const { step } = flow.state;
  return isPayerStep(step) ? flow.part?.show(step) : steps[step](flow);
};

/** The steps of a payer who is come with their part. */
const isPayerStep = (step: Step): step is PayerStep => !(step in steps);

const ownSheet = sheetOf(tokens, base, controls, blocks);
let payerSheet: CSSStyleSheet | undefined;

/**
 * Sign in, see what you owe, pay it: one element for an agency's own page.
 * @slot - another way to pay, shown where this one cannot open
 * @slot card - made by the element for Stripe's card form; the page puts nothing there
 * @event onward-ready - detail `{}`
 * @event onward-step - detail `{ step }`
 * @event onward-auth - detail `{ signedIn }`
 * @event onward-payment - detail `{ id, status }`
 * @event onward-locale - detail `{ lang }`
 * @event onward-error - detail `{ code, recoverable }`
 * @cssproperty --onward-color-primary, --onward-color-on-primary, --onward-color-background, --onward-color-text,
 *   --onward-color-danger, --onward-font-family, --onward-font-size-base, --onward-spacing-unit, --onward-border-radius
 */
export class OnwardPay extends RenderedElement {
  /** `lang` is `en` or `es`; without it the nearest `lang`, then the browser's. Set once the form is open, it is the visitor's choice. */
  static observedAttributes = ['agency', 'lang'];
  /** Where the script came from is where the api is; `define.ts` sets it. */
  static apiOrigin = '';

  protected override readonly styles = ownSheet;
  #flow: Flow | undefined;
  #brand: CSSStyleSheet | undefined;

  /** The agency's publishable key. Another key starts anew. */
  get agency(): string {
    return this.getAttribute('agency') ?? '';
  }

  set agency(key: string) {
    this.setAttribute('agency', key);
  }

  override connectedCallback(): void {
    this.#takeEarlyKey();
    super.connectedCallback();
    this.#flow?.attach();
  }

  disconnectedCallback(): void {
    this.#flow?.detach();
  }

  protected override willUpdate(changed: ReadonlySet<string>): void {
    if (!this.#flow || changed.has('agency')) {
      this.#flow?.close();
      this.#flow = new Flow(this, OnwardPay.apiOrigin, this.agency);
      const flow = this.#flow;
      const language = languageFor(this);
      void flow.speak(language, isSwitched(language)).then(() => open(flow));
    } else if (changed.has('lang') && languageOf(this.lang)) {
      const language = languageFor(this);
      isSwitched(language); // the next page is compared with this
      void this.#flow.speak(language, this.#flow.state.step !== 'opening'); // the page's own switch, pressed by its visitor
    }
  }

  /** A key that the page's own script set before ours came hides the accessor. */
  #takeEarlyKey(): void {
    const early: unknown = Object.getOwnPropertyDescriptor(this, 'agency')?.value;
    if (typeof early === 'string' && Reflect.deleteProperty(this, 'agency')) this.agency = early;
  }

  /** The payer's steps have looks of their own, which come with their part. */
  wear(looks: string): void {
    payerSheet ??= sheetOf(looks);
    const sheets = this.shadowRoot?.adoptedStyleSheets;
    if (!sheets?.includes(payerSheet)) sheets?.push(payerSheet);
  }

  /** What the agency set with us; the page's own `--onward-*` win over it. */
  dress({ light, dark, fontFamily, radius }: BrandView): void {
    const values = {
      primary: light?.primary,
      'on-primary': light?.onPrimary,
      'dark-primary': dark?.primary,
      'dark-on-primary': dark?.onPrimary,
      font: fontFamily,
      radius: radius === undefined ? undefined : `${radius}px`,
    };
    const rules = Object.entries(values).map(([name, value]) =>
      value ? `--ow-brand-${name}:${value};` : '',
    );
    if (!this.#brand) this.shadowRoot?.adoptedStyleSheets.push((this.#brand = new CSSStyleSheet()));
    this.#brand?.replaceSync(`:host{${rules.join('')}}`);
  }

  protected override render() {
    const flow = this.#flow;
    return flow ? frame(flow, stepOf(flow)) : nothing;
  }

  protected override updated(): void {
    const flow = this.#flow;
    if (!flow?.focusNext) return;
    const id = flow.focusNext;
    flow.focusNext = undefined;
    this.shadowRoot?.querySelector<HTMLElement>(`#${id}`)?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'onward-pay': OnwardPay;
  }
}
