import { CARDS_BY_AUTHENTICATION } from './by-authentication.ts';
import { CARDS_BY_BRAND } from './by-brand.ts';
import { CARDS_BY_COUNTRY } from './by-country.ts';
import { CARDS_BY_OUTCOME } from './by-outcome.ts';
import type { TestCard } from './card.ts';

const TEST_CARDS: readonly TestCard[] = [
  ...CARDS_BY_BRAND,
  ...CARDS_BY_COUNTRY,
  ...CARDS_BY_OUTCOME,
  ...CARDS_BY_AUTHENTICATION,
];

/** Of several names for one number, the first row says what the number does. */
const byNumber = new Map(TEST_CARDS.toReversed().map((row) => [row.number, row]));
const byName = new Map(
  TEST_CARDS.flatMap((row) => (row.name === undefined ? [] : [[row.name, row] as const])),
);

export function cardByNumber(number: string): TestCard | undefined {
  return byNumber.get(number);
}

/** By PaymentMethod name (`pm_card_visa`) or token (`tok_visa`). */
export function cardByName(name: string): TestCard | undefined {
  return byName.get(name.replace(/^tok_/, 'pm_card_'));
}

/** How a card is remembered: by its name, or by its number where Stripe gives it none. */
export function keyOf({ name, number }: TestCard): string {
  return name ?? number;
}

/** @param key from {@link keyOf}, or a number */
export function cardByKey(key: string): TestCard | undefined {
  return byName.get(key) ?? byNumber.get(key);
}

/** Luhn's check digit. */
export function hasCheckDigit(number: string): boolean {
  const digits = [...number].toReversed().map(Number);
  const sum = digits.reduce((total, digit, place) => {
    const weighed = place % 2 === 1 ? digit * 2 : digit;
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return /^\d{12,19}$/.test(number) && sum % 10 === 0;
}
