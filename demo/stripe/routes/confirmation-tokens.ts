import type { Call, Operation } from '../call.ts';
import { fullShipping, shipping } from '../objects/billing-details.ts';
import { newConfirmationToken } from '../objects/confirmation-token.ts';
import { previewOf } from '../objects/payment-method.ts';
import { hash, missing, oneOf, readParams, text, unsupported } from '../params.ts';
import {
  hiddenOf,
  linkedBankFrom,
  methodFrom,
  methodNamed,
  methodShape,
  refuseBoth,
} from '../payment/method.ts';
import { url } from './text-rules.ts';

export const confirmationTokens: Operation[] = [
  { method: 'GET', path: '/v1/confirmation_tokens/:id', publishable: true, run: retrieve },
  // Not in Stripe's reference: its stripe.js makes tokens by an address of its own, as ours does by this one.
  { method: 'POST', path: '/v1/confirmation_tokens', publishable: true, run: (call) => create(call, true) },
  { method: 'POST', path: '/v1/test_helpers/confirmation_tokens', run: (call) => create(call, false) },
];

const shape = {
  payment_method: text(),
  payment_method_data: hash(methodShape),
  payment_method_options: unsupported,
  return_url: url,
  setup_future_usage: oneOf('off_session', 'on_session'),
  shipping,
};

function retrieve(call: Call) {
  readParams({}, call.params);
  return call.shelf.named('confirmation_token', call.id);
}

function create(call: Call, useStripeSdk: boolean) {
  const input = readParams(shape, call.params);
  if (input.payment_method !== undefined && input.payment_method_data !== undefined) {
    refuseBoth('payment_method', 'payment_method_data');
  }
  const { chosen, saved } = methodOf(call, input, useStripeSdk);
  const sent = input.shipping && fullShipping(input.shipping);
  const token = newConfirmationToken(
    {
      preview: previewOf(chosen.method),
      returnUrl: input.return_url,
      setupFutureUsage: input.setup_future_usage,
      shipping: sent && { address: sent.address, name: sent.name, phone: sent.phone },
      useStripeSdk,
    },
    call.now,
  );
  call.shelf.add(token, { ...hiddenOf(chosen), ...(saved && { savedMethod: chosen.method.id }) });
  return token;
}

/** A token previews a saved method, or data that becomes a method only when the token is spent. */
function methodOf(call: Call, input: ReturnType<typeof readParams<typeof shape>>, useStripeSdk: boolean) {
  if (input.payment_method !== undefined) {
    const chosen = methodNamed(call, input.payment_method);
    return { chosen, saved: chosen.method.customer !== null };
  }
  if (input.payment_method_data === undefined) throw missing('payment_method_data');
  const data = input.payment_method_data;
  const chosen =
    useStripeSdk && data.type === 'us_bank_account'
      ? linkedBankFrom(call, data, 'payment_method_data')
      : methodFrom(call, data, 'payment_method_data');
  call.shelf.remove('payment_method', chosen.method.id);
  return { chosen, saved: false };
}
