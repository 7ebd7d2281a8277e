/** @import { Answer, FrameOptions, ToFrame } from '../messages.d.ts' */
import { callApi } from './api.js';
import { applyAppearance } from './appearance.js';
import {
  cardData,
  clearForm,
  focusForm,
  isComplete,
  isEmpty,
  showFailure,
  showForm,
  unreachable,
  validateForm,
  watchForm,
} from './card-form.js';
import { listenToHost, tellHost } from './host.js';

/** @type {FrameOptions | undefined} */
let options;

listenToHost((message) => void obey(message));
watchForm(() => tellHost({ type: 'change', empty: isEmpty(), complete: isComplete() }));
addEventListener('focusin', ({ relatedTarget }) => relatedTarget ?? tellHost({ type: 'focus' }));
addEventListener('focusout', ({ relatedTarget }) => relatedTarget ?? tellHost({ type: 'blur' }));
new ResizeObserver(() => tellHost({ type: 'height', px: document.documentElement.offsetHeight })).observe(
  document.documentElement,
);
tellHost({ type: 'loaded' });

/** @param {ToFrame} message */
async function obey(message) {
  if (message.type === 'configure') configure(message.options);
  if (message.type === 'focus') focusForm();
  if (message.type === 'blur' && document.activeElement instanceof HTMLElement) document.activeElement.blur();
  if (message.type === 'clear') clearForm();
  if (message.type === 'validate') {
    const error = validateForm();
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
  showForm(given);
  if (first) tellHost({ type: 'ready' });
}

/**
 * The card goes from here to the sandbox; the host gets the token.
 * @param {Record<string, unknown>} params what the host adds: a return url, more billing details
 * @returns {Promise<Answer>}
 */
async function createToken(params) {
  const invalid = validateForm();
  if (invalid) return { error: invalid };
  if (!options) return { error: { type: 'api_error', message: 'The Element is not ready.' } };
  try {
    const { payment_method_data: added } = params;
    const data = merge(cardData(), isHash(added) ? added : {});
    const answer = await callApi(
      'POST',
      '/v1/confirmation_tokens',
      { ...params, payment_method_data: data },
      options,
    );
    if ('body' in answer) return { confirmationToken: answer.body };
    showFailure(answer.error);
    return answer;
  } catch {
    const error = { type: 'api_connection_error', message: unreachable() };
    showFailure(error);
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
