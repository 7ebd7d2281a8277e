import { expect, test } from 'vitest';
import { byDay } from './days.ts';
import { formatsOf } from './formats.ts';
import { hashOf, routeOf } from './route.ts';
import { paid } from './fixtures/samples.ts';

const eastern = formatsOf('America/New_York');

test('times are in the agency’s zone, and UTC is at hand', () => {
  const iso = '2026-11-23T00:41:55.000Z';
  expect(eastern.moment(iso).replaceAll('\u00a0', ' ')).toBe('Nov 22, 2026, 7:41 PM EST');
  expect(eastern.clockSeconds(iso).replaceAll('\u00a0', ' ')).toBe('7:41:55 PM');
  expect(eastern.utc(iso)).toBe('2026-11-23 00:41:55 UTC');
  expect(eastern.isoDay(iso)).toBe('2026-11-22');
  expect(eastern.zoneName).toBe('Eastern Time');
});

test('a day of the books is that day in every zone', () => {
  for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'UTC']) {
    expect(formatsOf(zone).calendarDay('2026-11-22')).toBe('Nov 22, 2026');
  }
});

test('a zone that the browser does not know shows UTC rather than nothing', () => {
  expect(formatsOf('Mars/Olympus').clock('2026-11-23T00:41:00Z')).toMatch(/^12:41/);
});

test('events are grouped by the agency’s day, newest first', () => {
  const days = byDay(paid.events, eastern.longDay);
  expect(days.map(({ day, events }) => [day, events.length])).toEqual([
    ['Monday, November 23, 2026', 1],
    ['Sunday, November 22, 2026', 9],
  ]);
  expect(days[1]?.events.at(-1)?.kind).toBe('created');
});

test('amounts are exact to the cent', () => {
  expect(eastern.money(9_007_199_254_740_991)).toBe('$90,071,992,547,409.91');
  expect(eastern.amount(3, 'STAMP')).toBe('3 STAMP');
});

test('an address names a view and nothing else', () => {
  expect(routeOf(hashOf({ view: 'payment', paymentId: 'a/b' }))).toEqual({
    view: 'payment',
    paymentId: 'a/b',
  });
  for (const hash of ['', '#', '#/', '#/nowhere', '#/payments/a/b'])
    expect(routeOf(hash)).toEqual({ view: 'payments' });
  expect(routeOf('#/payments/%')).toEqual({ view: 'payment', paymentId: '%' });
});
