/** @import { Failure } from '../messages.d.ts' */
import { digitsOf } from './card-rules.js';
import { byId, formOf, input } from './form.js';

const name = input('name');
const email = input('email');
const routing = input('routing');
const account = input('account');
const mail = byId('mail');

const form = formOf(
  byId('bank'),
  [
    { field: name, problem: () => (name.value.trim() === '' ? 'incomplete_name' : undefined) },
    {
      field: email,
      problem: () =>
        mail.hidden || /^[^\s@]+@[^\s@]+$/.test(email.value.trim()) ? undefined : 'incomplete_email',
    },
    { field: routing, problem: () => (isRoutingNumber(routing.value) ? undefined : 'invalid_routing') },
    { field: account, problem: () => (/^\d{4,17}$/.test(account.value) ? undefined : 'incomplete_account') },
  ],
  'bank-error',
);
export const { validate: validateForm, isComplete, clear: clearForm } = form;

/**
 * Show the form in a language.
 * @param {{ locale: string, hideEmail: boolean, hideTerms: boolean }} options
 */
export function showForm({ locale, hideEmail, hideTerms }) {
  byId('card').hidden = true;
  document.title = form.show(locale).bankTitle;
  mail.hidden = hideEmail;
  byId('terms').hidden = hideTerms;
}

/** @param {() => void} changed called after every change of a value */
export function watchForm(changed) {
  for (const field of [routing, account])
    field.addEventListener('input', () => {
      field.value = digitsOf(field.value);
    });
  form.watch(changed);
}

/** What the payment service refused, beside the field it names. @param {Failure} failure */
export function showFailure({ param = '', message }) {
  const named = param.includes('routing_number')
    ? routing
    : param.includes('account_number')
      ? account
      : undefined;
  form.refuse(named, message);
}

export function isEmpty() {
  return [name, routing, account].every(({ value }) => value === '');
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
