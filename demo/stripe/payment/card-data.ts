import type { Call } from '../call.ts';
import { DECLINES } from '../cards/declines.ts';
import { cardByName, cardByNumber, hasCheckDigit } from '../cards/find.ts';
import type { TestCard } from '../cards/card.ts';
import { cardError, invalidParam, resourceMissing } from '../errors.ts';
import { networksOf } from '../objects/payment-method.ts';
import type { Read } from '../params.ts';
import { hash, integer, missing, text } from '../params.ts';

export const cardShape = {
  number: text(32),
  exp_month: integer(),
  exp_year: integer(),
  cvc: text(8),
  token: text(),
  networks: hash({ preferred: text() }),
};

/**
 * The test card that data or a token describe.
 * @throws {StripeError} 402 for data that no issuer would accept
 */
export function cardFrom(call: Call, input: Read<typeof cardShape>, name: string) {
  if (input.token !== undefined) {
    const card = cardByName(input.token);
    if (!card) throw resourceMissing('token', input.token, { param: `${name}[token]` });
    return { card, cvcGiven: true, ...laterThisDecade(call.now) };
  }
  for (const key of ['number', 'exp_month', 'exp_year'] as const) {
    if (input[key] === undefined) throw missing(`${name}[${key}]`);
  }
  const { number = '', exp_month: expMonth = 0, exp_year: year = 0, cvc } = input;
  const expYear = year < 100 ? 2000 + year : year;
  const card = testCard(number.replaceAll(/[\s-]/g, ''));
  checkExpiry(call.now, expMonth, expYear);
  if (cvc !== undefined && !new RegExp(`^\\d{${card.brand === 'amex' ? '3,4' : '3'}}$`).test(cvc)) {
    throw cardError("Your card's security code is invalid.", { code: 'invalid_cvc', param: 'cvc' });
  }
  const preferred = input.networks?.preferred;
  if (preferred !== undefined) requireNetwork(card, preferred, `${name}[networks][preferred]`);
  return {
    card,
    expMonth,
    expYear,
    cvcGiven: cvc !== undefined,
    ...(preferred !== undefined && { preferred }),
  };
}

function testCard(number: string): TestCard {
  const card = cardByNumber(number);
  if (card && card.decline !== 'incorrect_number') return card;
  if (!hasCheckDigit(number))
    throw cardError(DECLINES.incorrect_number.message, { code: 'incorrect_number', param: 'number' });
  throw cardError(
    'Your card was declined. Your request was in test mode, but used a non test (live) card. ' +
      'For a list of valid test cards, visit: https://stripe.com/docs/testing.',
    { code: 'card_declined', decline_code: 'test_mode_live_card' },
  );
}

function checkExpiry(now: number, month: number, year: number): void {
  if (month < 1 || month > 12) {
    throw cardError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: 'exp_month',
    });
  }
  const today = new Date(now * 1000);
  const thisYear = today.getUTCFullYear();
  if (year < thisYear || year > thisYear + 50) {
    throw cardError("Your card's expiration year is invalid.", {
      code: 'invalid_expiry_year',
      param: 'exp_year',
    });
  }
  if (year === thisYear && month < today.getUTCMonth() + 1) {
    throw cardError("Your card's expiration month is invalid.", {
      code: 'invalid_expiry_month',
      param: 'exp_month',
    });
  }
}

export function laterThisDecade(now: number) {
  const today = new Date(now * 1000);
  return { expMonth: today.getUTCMonth() + 1, expYear: today.getUTCFullYear() + 1 };
}

/** @throws {StripeError} 400 for a network that the card is not of */
export function requireNetwork(card: TestCard, preferred: string, name: string): void {
  if (networksOf(card).includes(preferred)) return;
  throw invalidParam(`The card is of these networks: ${networksOf(card).join(', ')}.`, name);
}
