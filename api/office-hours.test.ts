import { expect, test } from 'vitest';
import { officeHoursOf } from './office-hours.ts';

test('hours that make sense are told, and others are not said at all', () => {
  const week = [{ from: 1, to: 5, opens: '08:00', closes: '16:30' }];
  expect(officeHoursOf(week)).toEqual(week);
  for (const wrong of [null, 'Monday', [{ from: 0, to: 5, opens: '8:00', closes: '25:00' }], [{}]])
    expect(officeHoursOf(wrong)).toEqual([]);
});
