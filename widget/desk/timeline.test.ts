import { expect, test } from 'vitest';
import { declined } from './fixtures/samples.ts';
import { timelineOf } from './timeline.ts';
import { eventLook } from './words-events.ts';

const ends = (code: string) => {
  const at = '2026-11-23T00:41:11.000Z';
  const story = { ...declined, events: [{ at, kind: 'declined', source: 'stripe', detail: { n: 1, code } }] };
  return timelineOf(story, { money: String }).map(({ kind }) => eventLook(kind, 'card').title);
};

test('a try that ended before the bank was asked is not told as the bank’s no', () => {
  expect(ends('payment_intent_authentication_failure')).toEqual(['The card bank’s check did not finish']);
  expect(ends('card_form_expired')).toEqual(['The card form was open too long']);
  expect(ends('card_declined')).toEqual(['The bank declined the card']);
});
