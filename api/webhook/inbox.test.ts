import { expect, test } from 'vitest';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { inbox } from './inbox.ts';

const anEvent = (eventId: string, occurredAt = new Date(1_700_000_000_000)) => ({
  account: '',
  eventId,
  type: 'charge.succeeded',
  objectId: 'ch_1',
  paymentId: null,
  occurredAt,
});

test('an event that the database refuses is refused alone; those that came with it are kept', async () => {
  const { db } = await aDatabase();
  const keep = inbox({ db, clock: () => new Date() });
  const events = [anEvent('evt_1'), anEvent('evt_bad', new Date(Number.NaN)), anEvent('evt_2')];
  const answers = await Promise.allSettled(events.map(keep));
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  const kept = await db.stripeEvent.findMany({ orderBy: { eventId: 'asc' } });
  expect(kept.map(({ eventId }) => eventId)).toEqual(['evt_1', 'evt_2']);
});
