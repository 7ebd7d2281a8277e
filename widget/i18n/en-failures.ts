import type { Failures } from './words.ts';

/** English for a payment that failed; it comes with the payer's part, to spare the first load. */
export const enFailures: Failures = {
  card_declined: { what: 'Your bank said no to this card', next: 'Try another card.' },
  insufficient_funds: { what: 'This card is short of money', next: 'Pay less, or another way.' },
  expired_card: { what: 'This card has expired', next: 'Check the date, or try another card.' },
  incorrect_cvc: { what: 'The security code is not right', next: 'Check the code on the card.' },
  incorrect_number: { what: 'The card number is not right', next: 'Check the card number.' },
  processing_error: { what: 'The bank could not take the payment', next: 'Try again soon.' },
  authentication_failed: { what: 'The bank’s check did not finish', next: 'Try again.' },
  card_form_expired: { what: 'The card form was open too long', next: 'Enter the card again.' },
  quote_changed: { what: 'Your balance changed', next: 'Check the new amount.' },
  not_allowed: { what: 'We cannot take this payment', next: 'Call the agency.' },
  timed_out: { what: 'The payment took too long', next: 'Try again.' },
  canceled: { what: 'This payment was canceled', next: 'You can start again.' },
  provider_error: { what: 'Something broke on our side', next: 'Try again soon.' },
};
