/** @import { Elements, Failure, Stripe, StripeSettings } from '../messages.d.ts' */
import { ElementsGroup } from './elements.js';
import { IntegrationError } from './integration-error.js';
import { fetchIntent, settleNextAction } from './next-action.js';

/**
 * `window.Stripe`, as far as the sandbox has it.
 * @param {string} publishableKey
 * @param {{ stripeAccount?: string, locale?: string }} [options]
 * @returns {Stripe}
 */
function makeStripe(publishableKey, options = {}) {
  if (publishableKey.startsWith('sk_')) {
    throw new IntegrationError(
      'You should not use your secret key with Stripe.js. Please pass a publishable key instead.',
    );
  }
  if (!publishableKey.startsWith('pk_test_')) {
    throw new IntegrationError(
      'Please call Stripe() with your publishable key. The sandbox takes test keys only.',
    );
  }
  /** @type {StripeSettings} */
  const settings = { publishableKey, stripeAccount: options.stripeAccount, locale: options.locale ?? 'auto' };
  return {
    elements: (elementsOptions = {}) => new ElementsGroup(settings, elementsOptions),
    createConfirmationToken: ({ elements, params = {} }) => createToken(elements, params),
    handleNextAction: ({ clientSecret }) => settleNextAction(settings, clientSecret),
    retrievePaymentIntent: (clientSecret) => fetchIntent(settings, clientSecret),
    _registerWrapper() {},
  };
}

/** The train of versions that this stands for; `loadStripe` compares it with its own. */
makeStripe.version = 'endive';

/**
 * @param {Elements} elements
 * @param {Record<string, unknown>} params `payment_method_data`, `return_url`, `shipping`
 * @returns {Promise<{ confirmationToken: object } | { error: Failure }>}
 */
async function createToken(elements, params) {
  if (!(elements instanceof ElementsGroup))
    throw new IntegrationError('createConfirmationToken() needs `elements`.');
  if (!elements.submitted) {
    throw new IntegrationError('elements.submit() must be called before stripe.createConfirmationToken().');
  }
  const { confirmationToken, error } = await elements.payment().ask('createToken', params);
  if (confirmationToken) return { confirmationToken };
  return { error: error ?? { type: 'api_error', message: 'The payment form gave no answer.' } };
}

if (!('Stripe' in window))
  Object.defineProperty(window, 'Stripe', { value: makeStripe, configurable: true, writable: true });
