/** @import { Failure } from '../messages.d.ts' */
import {
  cvcProblem,
  digitsOf,
  expiryOf,
  expiryProblem,
  groupExpiry,
  groupNumber,
  numberProblem,
  postalProblem,
} from './card-rules.js';
import { fillCountries } from './countries.js';
import { byId, formOf, input } from './form.js';
import { wordsIn } from './words.js';

const number = input('number');
const expiry = input('expiry');
const cvc = input('cvc');
const postal = input('postal');
const country = /** @type {HTMLSelectElement} */ (byId('country'));
const address = byId('address');
let words = wordsIn('en');

const form = formOf(
  byId('card'),
  [
    { field: number, problem: () => numberProblem(number.value) },
    { field: expiry, problem: () => expiryProblem(expiry.value, new Date()) },
    { field: cvc, problem: () => cvcProblem(cvc.value, number.value) },
    {
      field: postal,
      problem: () => (address.hidden ? undefined : postalProblem(postal.value, country.value)),
    },
  ],
  'form-error',
);
export const { validate: validateForm, isComplete, clear: clearForm } = form;

/** Show the form in a language. @param {{ locale: string, hideAddress: boolean }} options */
export function showForm({ locale, hideAddress }) {
  words = form.show(locale);
  document.title = words.title;
  address.hidden = hideAddress;
  fillCountries(country, locale);
  expiry.placeholder = words.expiryHint;
  labelPostal();
}

/** @param {() => void} changed called after every change of a value */
export function watchForm(changed) {
  number.addEventListener('input', () => retype(number, groupNumber));
  expiry.addEventListener('input', () => retype(expiry, groupExpiry));
  cvc.addEventListener('input', () => retype(cvc, digitsOf));
  country.addEventListener('change', labelPostal);
  form.watch(changed);
}

/** What the payment service refused, beside the field it names. @param {Failure} failure */
export function showFailure({ param, message }) {
  const named = { number, exp_month: expiry, exp_year: expiry, cvc }[param ?? ''];
  form.refuse(named, message);
}

export function isEmpty() {
  return [number, expiry, cvc].every(({ value }) => value === '');
}

export function focusForm() {
  number.focus();
}

/** The card, as the API's `payment_method_data`. */
export function formData() {
  const { month, year } = expiryOf(expiry.value);
  return {
    type: 'card',
    card: { number: digitsOf(number.value), exp_month: month, exp_year: year, cvc: digitsOf(cvc.value) },
    ...(!address.hidden && {
      billing_details: { address: { country: country.value, postal_code: postal.value.trim() } },
    }),
  };
}

/** Group the digits while typing at the end; elsewhere the caret would jump. @param {HTMLInputElement} field @param {(text: string) => string} group */
function retype(field, group) {
  const atEnd = field.selectionStart === field.value.length;
  const deleting = field.value.length < Number(field.dataset['length'] ?? 0);
  if (atEnd && !deleting) field.value = group(field.value);
  field.dataset['length'] = String(field.value.length);
}

function labelPostal() {
  const label = document.querySelector('label[for=postal]');
  if (label) label.textContent = country.value === 'US' ? words.zip : words.postal;
}
