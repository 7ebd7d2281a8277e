import { expect, test } from 'vitest';
import { localDay } from './calendar.ts';

test.each([
  ['2026-11-25T04:59:59.999Z', 'America/New_York', '2026-11-24'],
  ['2026-11-25T05:00:00.000Z', 'America/New_York', '2026-11-25'],
  ['2026-03-08T07:30:00.000Z', 'America/New_York', '2026-03-08'], // the night of the spring change
  ['2026-12-31T23:30:00.000Z', 'Pacific/Kiritimati', '2027-01-01'],
])('%s in %s is the day %s', (instant, zone, day) => {
  expect(localDay(new Date(instant), zone)).toBe(day);
});
