/** What goes between a host page and the sandbox's frames. Types only: nothing of this is sent to a browser. */

export interface Failure {
  type: string;
  message: string;
  code?: string;
  param?: string;
  [more: string]: unknown;
}

/** The look, as https://docs.stripe.com/elements/appearance-api names it; the part that the sandbox applies. */
export interface Appearance {
  theme?: 'flat' | 'night' | 'none' | 'stripe';
  variables?: Record<string, string>;
}

export interface FrameOptions {
  publishableKey: string;
  stripeAccount?: string | undefined;
  /** `en`, `es`, or another tag, which is shown in English */
  locale: string;
  appearance: Appearance;
  method: 'card' | 'us_bank_account';
  /** the host collects country and postal code itself */
  hideAddress: boolean;
  /** the host knows the e-mail address */
  hideEmail: boolean;
  /** the host shows what is agreed to */
  hideTerms: boolean;
}

export type ToFrame =
  | { type: 'configure'; options: FrameOptions }
  | { type: 'focus' | 'blur' | 'clear' }
  | { type: 'validate'; call: number }
  | { type: 'createToken'; call: number; params: Record<string, unknown> };

export type FromFrame =
  | { type: 'loaded' | 'ready' | 'focus' | 'blur' }
  | { type: 'height'; px: number }
  | { type: 'change'; empty: boolean; complete: boolean }
  | { type: 'answer'; call: number; result: Answer }
  | { type: 'ended' };

/** Either side may be missing: a validation that passed has neither. */
export interface Answer {
  error?: Failure;
  confirmationToken?: object;
}

export interface Stripe {
  elements(options?: ElementsOptions): Elements;
  createConfirmationToken(input: {
    elements: Elements;
    params?: Record<string, unknown>;
  }): Promise<{ confirmationToken: object } | { error: Failure }>;
  handleNextAction(input: { clientSecret: string }): Promise<IntentResult>;
  retrievePaymentIntent(clientSecret: string): Promise<IntentResult>;
  _registerWrapper(wrapper: unknown): void;
}
export type IntentResult = { paymentIntent: Intent } | { setupIntent: Intent } | { error: Failure };

export interface Intent {
  id: string;
  status: string;
  last_payment_error?: Failure | null;
  last_setup_error?: Failure | null;
  next_action: {
    type: string;
    use_stripe_sdk?: { stripe_js: string };
    redirect_to_url?: { url: string };
  } | null;
}

export interface StripeSettings {
  publishableKey: string;
  stripeAccount?: string | undefined;
  locale: string;
}

export interface ElementsOptions {
  mode?: string;
  amount?: number;
  currency?: string;
  locale?: string;
  appearance?: Appearance;
  clientSecret?: string;
  allowedPaymentMethodTypes?: string[];
  paymentMethodOptions?: { us_bank_account?: { verification_method?: string } };
  [more: string]: unknown;
}

export interface ElementOptions {
  fields?: {
    billingDetails?: 'never' | 'auto' | { address?: 'never' | 'auto' | object; email?: 'never' | 'auto' };
  };
  terms?: { usBankAccount?: 'never' | 'auto' | 'always' };
  [more: string]: unknown;
}

export interface Elements {
  create(type: string, options?: ElementOptions): object;
  getElement(type: string): object | null;
  update(options: ElementsOptions): void;
  submit(): Promise<{ error?: Failure; selectedPaymentMethod?: string }>;
  fetchUpdates(): Promise<object>;
}
