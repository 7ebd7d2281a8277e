/** @import { ElementOptions, Elements, ElementsOptions, FrameOptions, StripeSettings } from '../messages.d.ts' */
import { IntegrationError } from './integration-error.js';
import { PaymentElement } from './payment-element.js';

/**
 * A group of Elements for one payment.
 * @implements {Elements}
 */
export class ElementsGroup {
  /** @type {StripeSettings} */
  #settings;
  /** @type {ElementsOptions} */
  #options;
  /** @type {PaymentElement | undefined} */
  #payment;
  /** has `submit()` passed? Stripe demands it before a token is made */
  submitted = false;

  /** @param {StripeSettings} settings @param {ElementsOptions} options */
  constructor(settings, options) {
    this.#settings = settings;
    this.#options = checked(options);
  }

  /** @param {string} type @param {ElementOptions} [options] */
  create(type, options = {}) {
    if (type !== 'payment')
      throw new IntegrationError(`The sandbox has the Element 'payment', not '${type}'.`);
    if (this.#payment && !this.#payment.destroyed) {
      throw new IntegrationError(
        'Can only create one Element of type payment through the same Elements instance.',
      );
    }
    const element = new PaymentElement(options, () => this.#frameOptions(element.settings));
    this.#payment = element;
    return element;
  }

  /** @param {string} type */
  getElement(type) {
    return type === 'payment' && this.#payment && !this.#payment.destroyed ? this.#payment : null;
  }

  /** @param {ElementsOptions} options */
  update(options) {
    this.#options = checked({ ...this.#options, ...options });
    this.#payment?.configure();
  }

  async fetchUpdates() {
    return {};
  }

  async submit() {
    const { error } = await this.payment().ask('validate');
    this.submitted = error === undefined;
    return error ? { error } : { selectedPaymentMethod: methodOf(this.#options) };
  }

  /** The one Element. @throws {IntegrationError} before it was made */
  payment() {
    if (this.#payment) return this.#payment;
    throw new IntegrationError('Create and mount a Payment Element first.');
  }

  /** @param {ElementOptions} element @returns {FrameOptions} */
  #frameOptions({ fields, terms }) {
    const billing = fields?.billingDetails;
    const parts = typeof billing === 'object' ? billing : undefined;
    return {
      publishableKey: this.#settings.publishableKey,
      stripeAccount: this.#settings.stripeAccount,
      locale: languageOf(this.#options.locale ?? this.#settings.locale),
      appearance: this.#options.appearance ?? {},
      method: methodOf(this.#options),
      hideAddress: billing === 'never' || parts?.address === 'never',
      hideEmail: billing === 'never' || parts?.email === 'never',
      hideTerms: terms?.usBankAccount === 'never',
    };
  }
}

/**
 * One kind at a time: the bank where it alone is allowed. Then it must be linked at once, for there are no microdeposits.
 * @param {ElementsOptions} options
 * @returns {'card' | 'us_bank_account'}
 */
function methodOf({ allowedPaymentMethodTypes: [first, ...others] = [], paymentMethodOptions }) {
  if (first !== 'us_bank_account' || others.length > 0) return 'card';
  if (paymentMethodOptions?.us_bank_account?.verification_method === 'instant') return 'us_bank_account';
  throw new IntegrationError(
    "The sandbox has no microdeposits: `paymentMethodOptions.us_bank_account.verification_method` must be 'instant'.",
  );
}

/** @param {ElementsOptions} options */
function checked(options) {
  if (typeof options.clientSecret === 'string') return options;
  if (options.mode !== 'payment')
    throw new IntegrationError("elements() needs `mode: 'payment'` or a `clientSecret`.");
  if (!Number.isSafeInteger(options.amount) || Number(options.amount) <= 0) {
    throw new IntegrationError(
      'Invalid value for elements(): amount must be greater than 0, in the smallest currency unit.',
    );
  }
  if (!/^[a-z]{3}$/.test(options.currency ?? '')) {
    throw new IntegrationError(
      'Invalid value for elements(): currency should be a three-letter code in lower case.',
    );
  }
  return options;
}

/** @param {string} locale */
function languageOf(locale) {
  const tag = locale === 'auto' ? navigator.language : locale;
  return tag.toLowerCase().startsWith('es') ? 'es' : 'en';
}
