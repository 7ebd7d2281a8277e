/** @import { Answer, FrameOptions, ToFrame } from '../messages.d.ts' */
import { callApi } from './api.js';
import { applyAppearance } from './appearance.js';
import * as bank from './bank-form.js';
import * as card from './card-form.js';
import { listenToHost, tellHost } from './host.js';
import { wordsIn } from './words.js';

/** @type {FrameOptions | undefined} */
let options;

listenToHost((message) => void obey(message));
for (const each of [card, bank]) {
  each.watchForm(() => tellHost({ type: 'change', empty: each.isEmpty(), complete: each.isComplete() }));
}
addEventListener('focusin', ({ relatedTarget }) => relatedTarget ?? tellHost({ type: 'focus' }));
addEventListener('focusout', ({ relatedTarget }) => relatedTarget ?? tellHost({ type: 'blur' }));
new ResizeObserver(() => tellHost({ type: 'height', px: document.documentElement.offsetHeight })).observe(
  document.documentElement,
);
tellHost({ type: 'loaded' });

/** The form that is on show. */
const form = () => (options?.method === 'us_bank_account' ? bank : card);

/** @param {ToFrame} message */
async function obey(message) {
  if (message.type === 'configure') configure(message.options);
  if (message.type === 'focus') form().focusForm();
  if (message.type === 'blur' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (message.type === 'clear') form().clearForm();
  if (message.type === 'validate') {
    const error = form().validateForm();
    tellHost({ type: 'answer', call: message.call, result: error ? { error } : {} });
  }
  if (message.type === 'createToken') {
    tellHost({ type: 'answer', call: message.call, result: await createToken(message.params) });
  }
}

/** @param {FrameOptions} given */
function configure(given) {
  const first = options === undefined;
  options = given;
  applyAppearance(given.appearance);
  form().showForm(given);
  if (first) tellHost({ type: 'ready' });
}

/**
 * What was typed goes from here to the sandbox; the host gets the token.
 * @param {Record<string, unknown>} params what the host adds: a return url, more billing details
 * @returns {Promise<Answer>}
 */
async function createToken(params) {
  const invalid = form().validateForm();
  if (invalid) return { error: invalid };
  if (!options) return { error: { type: 'api_error', message: 'The Element is not ready.' } };
  try {
    const { payment_method_data: added } = params;
    const data = merge(form().formData(), isHash(added) ? added : {});
    const answer = await callApi(
      'POST',
      '/v1/confirmation_tokens',
      { ...params, payment_method_data: data },
      options,
    );
    if ('body' in answer) return { confirmationToken: answer.body };
    form().showFailure(answer.error);
    return answer;
  } catch {
    const error = { type: 'api_connection_error', message: wordsIn(options.locale).unreachable };
    form().showFailure(error);
    return { error };
  }
}

/**
 * The host's details under the payer's own: what was typed here stays.
 * @param {Record<string, unknown>} typed
 * @param {Record<string, unknown>} added
 * @returns {Record<string, unknown>}
 */
function merge(typed, added) {
  const both = { ...added, ...typed };
  for (const [key, value] of Object.entries(typed)) {
    const more = added[key];
    if (isHash(value) && isHash(more)) both[key] = merge(value, more);
  }
  return both;
}

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isHash(value) {
  return typeof value === 'object' && value !== null;
}
