import type { Call, Operation } from '../call.ts';
import { invalidRequest } from '../errors.ts';
import { publicView } from '../objects/payment-intent.ts';
import { publicSetupView } from '../objects/setup-intent.ts';
import { flag, readParams, text } from '../params.ts';
import { endChallenge } from '../payment/challenge.ts';
import { endSetupChallenge } from '../payment/setup.ts';

/** What the bank's page reports when the payer passed its challenge, or did not. Not an address of Stripe's. */
export const challenges: Operation[] = [
  { method: 'POST', path: '/v1/sandbox/challenges/:id', publishable: true, run: end },
];

function end(call: Call) {
  const { client_secret, passed } = readParams({ client_secret: text(), passed: flag }, call.params, [
    'client_secret',
    'passed',
  ]);
  if (call.id.startsWith('seti_')) {
    const setup = call.shelf.named('setup_intent', call.id);
    requireSame(setup.client_secret, client_secret);
    endSetupChallenge(call, setup, passed);
    return publicSetupView(call.shelf.named('setup_intent', setup.id));
  }
  const intent = call.shelf.named('payment_intent', call.id);
  requireSame(intent.client_secret, client_secret);
  endChallenge(call, intent, passed);
  return publicView(call.shelf.named('payment_intent', intent.id)); // a decline is the merchant's news, not the bank's
}

function requireSame(stored: string | null, given: string): void {
  if (stored !== given) throw invalidRequest('The client_secret does not match.', { param: 'client_secret' });
}
