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
import { showWords, wordsIn } from './words.js';

const number = input('number');
const expiry = input('expiry');
const cvc = input('cvc');
const postal = input('postal');
const country = /** @type {HTMLSelectElement} */ (byId('country'));
const address = byId('address');
let words = wordsIn('en');

/** The fields, in their order, each with what is wrong with it now. */
const fields = [
  { field: number, problem: () => numberProblem(number.value) },
  { field: expiry, problem: () => expiryProblem(expiry.value, new Date()) },
  { field: cvc, problem: () => cvcProblem(cvc.value, number.value) },
  { field: postal, problem: () => (address.hidden ? undefined : postalProblem(postal.value, country.value)) },
];

/** Show the form in a language. @param {{ locale: string, hideAddress: boolean }} options */
export function showForm({ locale, hideAddress }) {
  words = wordsIn(locale);
  showWords(byId('card'), words, locale);
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
  byId('card').addEventListener('input', (event) => {
    const typed = fields.find(({ field }) => field === event.target);
    if (typed && typed.problem() === undefined) showProblem(typed.field, ''); // a complaint ends when it is met
    changed();
  });
  byId('card').addEventListener('submit', (event) => event.preventDefault());
}

/** Say what is wrong, beside each field, and go to the first. @returns {Failure | undefined} the first */
export function validateForm() {
  showProblem(byId('card'), '');
  const wrong = fields.map(({ field, problem }) => ({ field, code: problem() }));
  for (const { field, code } of wrong) showProblem(field, code === undefined ? '' : words[code]);
  const first = wrong.find(({ code }) => code !== undefined);
  if (first?.code === undefined) return undefined;
  first.field.focus();
  return { type: 'validation_error', code: first.code, message: words[first.code] };
}

/** What the payment service refused, beside the field it names. @param {Failure} failure */
export function showFailure({ param, message }) {
  const named = { number, exp_month: expiry, exp_year: expiry, cvc }[param ?? ''];
  showProblem(named ?? byId('card'), message);
  named?.focus();
}

export function isEmpty() {
  return [number, expiry, cvc].every(({ value }) => value === '');
}

export function isComplete() {
  return fields.every(({ problem }) => problem() === undefined);
}

export function clearForm() {
  for (const { field } of fields) {
    field.value = '';
    showProblem(field, '');
  }
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

/** @param {HTMLElement} field @param {string} message '' takes it away */
function showProblem(field, message) {
  const place = byId(`${field.id === 'card' ? 'form' : field.id}-error`);
  place.textContent = message;
  if (field instanceof HTMLInputElement) field.ariaInvalid = message === '' ? null : 'true';
}

/** @param {string} id */
function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** @param {string} id @returns {HTMLElement} */
function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The document has no #${id}`);
  return element;
}
