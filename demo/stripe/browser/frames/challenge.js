/** @import { Word } from './words.js' */
import { callApi } from './api.js';
import { tellHost } from './host.js';
import { wordsIn } from './words.js';

const query = new URLSearchParams(location.search);
const secrets = new URLSearchParams(location.hash.slice(1));
const id = secrets.get('intent') ?? '';
const intent = encodeURIComponent(id);
/** what the address of the return is told of: a payment, or a card being saved */
const kind = id.startsWith('seti_') ? 'setup_intent' : 'payment_intent';
const secret = secrets.get('secret') ?? '';
const caller = { publishableKey: query.get('key') ?? '', stripeAccount: query.get('account') ?? undefined };
const locale = navigator.language.startsWith('es') ? 'es' : 'en';
const words = wordsIn(locale);

document.documentElement.lang = locale;
for (const element of document.querySelectorAll('[data-word]')) {
  element.textContent = words[/** @type {Word} */ (element.getAttribute('data-word'))];
}
document.getElementById('complete')?.addEventListener('click', () => void end(true));
document.getElementById('fail')?.addEventListener('click', () => void end(false));
document.getElementById('close')?.addEventListener('click', () => void end(false));
addEventListener('keydown', ({ key }) => key === 'Escape' && void end(false));
addEventListener('pageshow', ({ persisted }) => persisted && setDisabled(false));
// In a frame, when its page gives it the keyboard: before that, what asks for the focus here does not get it.
const enter = () => document.getElementById('complete')?.focus();
addEventListener('focus', () => document.activeElement === document.body && enter());
enter();
tellHost({ type: 'loaded' });

/** Report how the check ended, then go back: to the page around this frame, or to the intent's return url. @param {boolean} passed */
async function end(passed) {
  setDisabled(true);
  try {
    const before = await callApi('GET', `/v1/${kind}s/${intent}`, { client_secret: secret }, caller);
    const after = await callApi(
      'POST',
      `/v1/sandbox/challenges/${intent}`,
      { client_secret: secret, passed },
      caller,
    );
    if (parent !== window) return tellHost({ type: 'ended' });
    const error = kind === 'setup_intent' ? 'last_setup_error' : 'last_payment_error';
    if ('body' in before && goBack(before.body, 'body' in after && after.body[error] === null)) return;
    say(words.over); // somebody came back to this page by the browser's button
  } catch {
    setDisabled(false);
    say(words.unreachable);
  }
}

/** @param {boolean} disabled */
function setDisabled(disabled) {
  for (const button of document.querySelectorAll('button')) button.disabled = disabled;
}

/** @param {string} text */
function say(text) {
  const problem = document.getElementById('problem');
  if (problem) problem.textContent = text;
}

/**
 * @param {Record<string, unknown>} before the intent as it was
 * @param {boolean} paid
 * @returns {boolean} is there somewhere to go?
 */
function goBack(before, paid) {
  const action = /** @type {{ redirect_to_url?: { return_url: string } } | null} */ (before['next_action']);
  const url = URL.parse(action?.redirect_to_url?.return_url ?? '');
  if (!url) return false;
  url.searchParams.set(kind, String(before['id']));
  url.searchParams.set(`${kind}_client_secret`, secret);
  url.searchParams.set('redirect_status', paid ? 'succeeded' : 'failed');
  location.assign(url);
  return true;
}
