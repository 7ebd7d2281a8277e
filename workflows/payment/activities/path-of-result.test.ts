import { expect, test } from 'vitest';
import { next } from '../../state-table.ts';
import type { TryResult } from '../messages.ts';
import { pathOfResult } from './path-of-result.ts';
import { paymentStates, statesOfPayment, toldToPayer, type PaymentState } from '../states.ts';

const results: TryResult[] = [
  { kind: 'succeeded' },
  { kind: 'declined' },
  { kind: 'requires_action' },
  { kind: 'processing' },
  { kind: 'canceled' },
  { kind: 'failed' },
  { kind: 'expired' },
  { kind: 'unsent' },
  { kind: 'not_taken' },
  { kind: 'gave_up' },
  { kind: 'unknown', cause: 'no_answer' },
  { kind: 'unknown', cause: 'unconfirmed' },
];
const every = statesOfPayment.flatMap((state) =>
  results.map((result): [PaymentState, TryResult] => [state, result]),
);

/** Where the path ends. @throws an edge that the table has not */
function endOf(state: PaymentState, result: TryResult): PaymentState {
  return pathOfResult(state, result).reduce<PaymentState>((at, event) => {
    const to = next(paymentStates, at, event);
    if (to === null) throw new Error(`no edge ${event} from ${at}`);
    return to;
  }, state);
}

test.each(every)('in %s, the result %o follows edges of the table', (state, result) => {
  expect(statesOfPayment).toContain(endOf(state, result));
});

test('money that was charged is booked from every state that may have sent a charge', () => {
  const never: PaymentState[] = ['created', 'gating', 'denied'];
  for (const state of statesOfPayment) {
    expect([state, endOf(state, { kind: 'succeeded' })]).toEqual([
      state,
      never.includes(state) ? state : 'succeeded',
    ]);
  }
});

test('nothing but a success leads to a success, and a result that is not sure never ends a payment as failed', () => {
  for (const [state, result] of every) {
    const end = endOf(state, result);
    if (result.kind !== 'succeeded' && state !== 'succeeded')
      expect([state, result, end]).not.toContain('succeeded');
    const unsure = ['unknown', 'gave_up', 'not_taken'].includes(result.kind);
    if (unsure && toldToPayer[state] !== 'failed') expect(toldToPayer[end]).not.toBe('failed');
  }
});
