/** @import { Failure } from '../messages.d.ts' */
/** @import { Word } from './words.js' */
import { wordsIn } from './words.js';

/**
 * A field, with what is wrong with it now.
 * @typedef {{ field: HTMLInputElement, problem: () => Word | undefined }} Field
 */

/**
 * What every form of a frame does with its fields.
 * @param {HTMLElement} form
 * @param {Field[]} fields in their order
 * @param {string} errorId where what is wrong with the whole is said
 */
export function formOf(form, fields, errorId) {
  let words = wordsIn('en');

  /** @param {HTMLInputElement} field @param {string} message '' takes it away */
  const showProblem = (field, message) => {
    byId(`${field.id}-error`).textContent = message;
    field.ariaInvalid = message === '' ? null : 'true';
  };
  /** @param {string} message */
  const showOfAll = (message) => {
    byId(errorId).textContent = message;
  };

  return {
    /** Put it in words, and show it. @param {string} locale @returns {Record<Word, string>} its words */
    show(locale) {
      words = wordsIn(locale);
      form.hidden = false;
      document.documentElement.lang = locale;
      for (const element of form.querySelectorAll('[data-word]')) {
        element.textContent = words[/** @type {Word} */ (element.getAttribute('data-word'))];
      }
      return words;
    },

    /** @param {() => void} changed called after every change of a value */
    watch(changed) {
      form.addEventListener('input', ({ target }) => {
        const typed = fields.find(({ field }) => field === target);
        if (typed && typed.problem() === undefined) showProblem(typed.field, ''); // a complaint ends when it is met
        changed();
      });
      form.addEventListener('submit', (event) => event.preventDefault());
    },

    /** Say what is wrong, beside each field, and go to the first. @returns {Failure | undefined} the first */
    validate() {
      showOfAll('');
      const wrong = fields.map(({ field, problem }) => ({ field, code: problem() }));
      for (const { field, code } of wrong) showProblem(field, code === undefined ? '' : words[code]);
      const first = wrong.find(({ code }) => code !== undefined);
      if (first?.code === undefined) return undefined;
      first.field.focus();
      return { type: 'validation_error', code: first.code, message: words[first.code] };
    },

    /** What the payment service refused. @param {HTMLInputElement | undefined} named the field it is about @param {string} message */
    refuse(named, message) {
      if (named === undefined) return showOfAll(message);
      showProblem(named, message);
      named.focus();
    },

    isComplete: () => fields.every(({ problem }) => problem() === undefined),

    clear() {
      for (const { field } of fields) {
        field.value = '';
        showProblem(field, '');
      }
    },
  };
}

/** @param {string} id */
export function input(id) {
  return /** @type {HTMLInputElement} */ (byId(id));
}

/** @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const element = document.getElementById(id);
  if (!element) throw new Error(`The document has no #${id}`);
  return element;
}
