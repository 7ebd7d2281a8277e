/** @import { Failure } from '../messages.d.ts' */
/** @import { Word } from './words.js' */
import { digitsOf } from './card-rules.js';
import { showWords, wordsIn } from './words.js';

const form = byId('bank');
const name = input('name');
const email = input('email');
const routing = input('routing');
const account = input('account');
const mail = byId('mail');
let words = wordsIn('en');

/**
 * The fields, in their order, each with what is wrong with it now.
 * @type {{ field: HTMLInputElement, problem: () => Word | undefined }[]}
 */
const fields = [
  { field: name, problem: () => (name.value.trim() === '' ? 'incomplete_name' : undefined) },
  {
    field: email,
    problem: () =>
      mail.hidden || /^[^\s@]+@[^\s@]+$/.test(email.value.trim()) ? undefined : 'incomplete_email',
  },
  { field: routing, problem: () => (isRoutingNumber(routing.value) ? undefined : 'invalid_routing') },
  { field: account, problem: () => (/^\d{4,17}$/.test(account.value) ? undefined : 'incomplete_account') },
];

/**
 * Show the form in a language.
 * @param {{ locale: string, hideEmail: boolean, hideTerms: boolean }} options
 */
export function showForm({ locale, hideEmail, hideTerms }) {
  words = wordsIn(locale);
  byId('card').hidden = true;
  showWords(form, words, locale);
  document.title = words.bankTitle;
  mail.hidden = hideEmail;
  byId('terms').hidden = hideTerms;
}

/** @param {() => void} changed called after every change of a value */
export function watchForm(changed) {
  form.addEventListener('input', ({ target }) => {
    for (const field of [routing, account]) if (field === target) field.value = digitsOf(field.value);
    const typed = fields.find(({ field }) => field === target);
    if (typed && typed.problem() === undefined) showProblem(typed.field, ''); // a complaint ends when it is met
    changed();
  });
  form.addEventListener('submit', (event) => event.preventDefault());
}

/** Say what is wrong, beside each field, and go to the first. @returns {Failure | undefined} the first */
export function validateForm() {
  showProblem(form, '');
  const wrong = fields.map(({ field, problem }) => ({ field, code: problem() }));
  for (const { field, code } of wrong) showProblem(field, code === undefined ? '' : words[code]);
  const first = wrong.find(({ code }) => code !== undefined);
  if (first?.code === undefined) return undefined;
  first.field.focus();
  return { type: 'validation_error', code: first.code, message: words[first.code] };
}

/** What the payment service refused, beside the field it names. @param {Failure} failure */
export function showFailure({ param = '', message }) {
  const named = param.includes('routing_number')
    ? routing
    : param.includes('account_number')
      ? account
      : undefined;
  showProblem(named ?? form, message);
  named?.focus();
}

export function isEmpty() {
  return [name, routing, account].every(({ value }) => value === '');
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
  name.focus();
}

/** The account, as the API's `payment_method_data`. */
export function formData() {
  return {
    type: 'us_bank_account',
    us_bank_account: {
      account_holder_type: 'individual',
      account_number: account.value,
      routing_number: routing.value,
    },
    billing_details: { name: name.value.trim(), ...(!mail.hidden && { email: email.value.trim() }) },
  };
}

/** Nine digits whose weighted sum is a multiple of ten. @param {string} text */
function isRoutingNumber(text) {
  if (!/^\d{9}$/.test(text)) return false;
  const weights = [3, 7, 1];
  return [...text].reduce((sum, digit, at) => sum + Number(digit) * (weights[at % 3] ?? 0), 0) % 10 === 0;
}

/** @param {HTMLElement} field @param {string} message '' takes it away */
function showProblem(field, message) {
  byId(`${field.id}-error`).textContent = message;
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
