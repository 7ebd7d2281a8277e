import { invalidParam } from '../errors.ts';

/** The least that can be charged, in minor units: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts */
const LEAST: Record<string, number> = { cad: 50, eur: 50, gbp: 30, mxn: 1000, usd: 50 };
const MOST = 99_999_999;
/** As recorded from Stripe. */
const NOTHING =
  'The amount must be greater than or equal to the minimum charge amount allowed for your account and the currency set ' +
  '(https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). If you want to save a Payment Method for ' +
  'future use without an immediate payment, use a Setup Intent instead: https://docs.stripe.com/payments/setup-intents';

/** @throws {StripeError} 400 for a currency that the sandbox does not charge in */
export function checkCurrency(currency: string): string {
  const code = currency.toLowerCase();
  if (LEAST[code] === undefined) {
    throw invalidParam(
      `Invalid currency: ${code}. The sandbox supports: ${Object.keys(LEAST).join(', ')}`,
      'currency',
    );
  }
  return code;
}

/** @param amount minor units @throws {StripeError} 400 amount_too_small, amount_too_large or parameter_invalid_integer */
export function checkAmount(amount: number, currency: string): void {
  const least = LEAST[currency] ?? 0;
  if (amount < 1) {
    const message = amount === 0 ? NOTHING : 'This value must be greater than or equal to 1.';
    throw invalidParam(message, 'amount', 'parameter_invalid_integer');
  }
  if (amount < least) {
    throw invalidParam(`Amount must be at least ${shown(least, currency)}`, 'amount', 'amount_too_small');
  }
  if (amount > MOST) {
    throw invalidParam(`Amount must be no more than ${shown(MOST, currency)}`, 'amount', 'amount_too_large');
  }
}

function shown(minor: number, currency: string): string {
  const money = new Intl.NumberFormat('en-US', {
    style: 'currency',
    currency,
    currencyDisplay: 'narrowSymbol',
  });
  return `${money.format(minor / 100)} ${currency}`;
}
