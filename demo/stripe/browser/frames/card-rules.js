/** @import { Word } from './words.js' */

const BRANDS = [
  { pattern: /^3[47]/, groups: [4, 6, 5], cvc: 4 },
  { pattern: /^3(?:0[0-59]|[689])/, groups: [4, 4, 4, 4], cvc: 3 },
  { pattern: /^/, groups: [4, 4, 4, 4, 3], cvc: 3 },
];

/** @param {string} text */
export function digitsOf(text) {
  return text.replaceAll(/\D/g, '');
}

/** `42424242` → `4242 4242` @param {string} text */
export function groupNumber(text) {
  const digits = digitsOf(text);
  const { groups } = brandOf(digits);
  let from = 0;
  return groups
    .map((size) => digits.slice(from, (from += size)))
    .filter((group) => group !== '')
    .join(' ');
}

/** `1230` → `12 / 30`, `5` → `05 / ` @param {string} text */
export function groupExpiry(text) {
  const digits = digitsOf(text)
    .replace(/^[2-9]/, '0$&')
    .slice(0, 4);
  return digits.length < 2 ? digits : `${digits.slice(0, 2)} / ${digits.slice(2)}`;
}

/** @param {string} number @returns {Word | undefined} what is wrong with it */
export function numberProblem(number) {
  const digits = digitsOf(number);
  const expected = /^3[47]/.test(digits) ? 15 : /^3(?:0[0-59]|[689])/.test(digits) ? 14 : 16;
  if (digits.length < expected) return 'incomplete_number';
  return passesLuhn(digits) ? undefined : 'invalid_number';
}

/** @param {string} expiry @param {Date} today @returns {Word | undefined} */
export function expiryProblem(expiry, today) {
  const { month, year } = expiryOf(expiry);
  if (digitsOf(expiry).length < 4 || month < 1 || month > 12) return 'incomplete_expiry';
  const past = year < today.getFullYear() || (year === today.getFullYear() && month < today.getMonth() + 1);
  return past ? 'invalid_expiry_year_past' : undefined;
}

/** @param {string} cvc @param {string} number @returns {Word | undefined} */
export function cvcProblem(cvc, number) {
  return digitsOf(cvc).length < brandOf(digitsOf(number)).cvc ? 'incomplete_cvc' : undefined;
}

/** @param {string} code @param {string} country @returns {Word | undefined} */
export function postalProblem(code, country) {
  const complete = country === 'US' ? /^\d{5}(-?\d{4})?$/.test(code.trim()) : code.trim() !== '';
  return complete ? undefined : 'incomplete_zip';
}

/** @param {string} expiry `12 / 30` */
export function expiryOf(expiry) {
  const digits = digitsOf(expiry);
  return { month: Number(digits.slice(0, 2)), year: 2000 + Number(digits.slice(2, 4)) };
}

/** @param {string} digits */
function brandOf(digits) {
  return BRANDS.find(({ pattern }) => pattern.test(digits)) ?? { groups: [4, 4, 4, 4, 3], cvc: 3 };
}

/** @param {string} digits */
function passesLuhn(digits) {
  const sum = [...digits].toReversed().reduce((total, digit, place) => {
    const weighed = place % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (weighed > 9 ? weighed - 9 : weighed);
  }, 0);
  return sum % 10 === 0;
}
