/** A mistake in the page's use of this script: thrown, as stripe.js does. */
export class IntegrationError extends Error {
  /** @param {string} message */
  constructor(message) {
    super(message);
    this.name = 'IntegrationError';
  }
}
