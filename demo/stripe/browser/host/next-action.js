/** @import { Failure, Intent, IntentResult, StripeSettings } from '../messages.d.ts' */
import { Frame, SANDBOX } from './frame.js';

/**
 * @param {StripeSettings} settings
 * @param {string} clientSecret
 * @returns {Promise<IntentResult>}
 */
export async function fetchIntent({ publishableKey, stripeAccount }, clientSecret) {
  const [id = ''] = clientSecret.split('_secret_');
  const query = new URLSearchParams({ client_secret: clientSecret });
  const saving = id.startsWith('seti_');
  try {
    const response = await fetch(
      `${SANDBOX}/v1/${saving ? 'setup' : 'payment'}_intents/${encodeURIComponent(id)}?${query}`,
      {
        headers: {
          authorization: `Bearer ${publishableKey}`,
          ...(stripeAccount && { 'stripe-account': stripeAccount }),
        },
      },
    );
    const body = /** @type {Intent & { error: Failure }} */ (await response.json());
    if (!response.ok) return { error: body.error };
    return saving ? { setupIntent: body } : { paymentIntent: body };
  } catch {
    return {
      error: {
        type: 'api_connection_error',
        message: 'We could not reach the payment service. Please try again.',
      },
    };
  }
}

/**
 * Let the payer prove to the bank who they are, in a dialog over the page.
 * @param {StripeSettings} settings
 * @param {string} clientSecret
 * @returns {Promise<IntentResult>} the intent as it is then, or why the payment failed
 */
export async function settleNextAction(settings, clientSecret) {
  const before = await fetchIntent(settings, clientSecret);
  if ('error' in before) return before;
  const { status, next_action: action } = intentIn(before);
  if (status !== 'requires_action' || action === null) {
    const message =
      'handleNextAction: The PaymentIntent or SetupIntent supplied is not in the requires_action state.';
    return { error: { type: 'invalid_request_error', code: 'payment_intent_unexpected_state', message } };
  }
  if (action.redirect_to_url) {
    location.assign(action.redirect_to_url.url);
    return new Promise(() => {}); // the page is being left
  }
  await showChallenge(action.use_stripe_sdk?.stripe_js ?? '', settings.locale);
  const after = await fetchIntent(settings, clientSecret);
  return 'error' in after ? after : resultOf(after);
}

/** @param {Exclude<IntentResult, { error: Failure }>} result @returns {Intent} */
function intentIn(result) {
  return 'setupIntent' in result ? result.setupIntent : result.paymentIntent;
}

/** @param {Exclude<IntentResult, { error: Failure }>} result @returns {IntentResult} */
function resultOf(result) {
  const intent = intentIn(result);
  const failure = intent.last_payment_error ?? intent.last_setup_error ?? null;
  if (failure === null) return result;
  const named = 'setupIntent' in result ? { setup_intent: intent } : { payment_intent: intent };
  return { error: { ...failure, ...named } };
}

/** @param {string} url of the bank's page @param {string} locale @returns {Promise<void>} when it is over */
function showChallenge(url, locale) {
  const title = locale.startsWith('es') ? 'Confirme con su banco' : 'Confirm with your bank';
  return new Promise((resolve) => {
    const dialog = document.createElement('dialog');
    dialog.ariaLabel = title;
    dialog.tabIndex = -1;
    let loaded = false;
    const end = () => {
      dialog.close(); // the keyboard is where it was before
      frame.remove();
      dialog.remove();
      resolve();
    };
    const frame = new Frame(new URL(url, SANDBOX).href, title, ({ type }) => {
      if (type === 'loaded') {
        loaded = true;
        frame.element.focus();
      } else if (type === 'ended') end();
    });
    frame.element.style.setProperty('height', '420px');
    const look = {
      border: '0',
      padding: '0',
      background: '#ffffff', // until the frame has loaded, and as it is then
      width: 'min(400px, 92vw)',
      'border-radius': '8px',
      overflow: 'hidden',
    };
    for (const [property, value] of Object.entries(look)) dialog.style.setProperty(property, value);
    dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (!loaded) end(); // a frame that the page does not let in; else Escape is the frame's, which must tell the bank
    });
    dialog.append(frame.element);
    document.body.append(dialog);
    dialog.showModal();
    dialog.focus(); // until there is a frame to take it
  });
}
