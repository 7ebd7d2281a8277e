import { expect, test } from 'vitest';
import { checkedSettings, contrast, storedSettings } from './agency-settings.ts';

const office = {
  kind: 'office',
  name: 'Harbor City office',
  address: '12 Pier Street',
  takes: ['cash'],
  hours: [{ from: 1, to: 5, opens: '08:00', closes: '16:30' }],
};

test('colours that cannot be read on each other, or on the page, are refused where they are saved', () => {
  const light = (primary: string, onPrimary: string) => () =>
    checkedSettings({ brand: { light: { primary, onPrimary } } });
  expect(light('#0f4c6e', '#ffffff')()).toMatchObject({ brand: { light: { primary: '#0f4c6e' } } });
  expect(light('#0f4c6e', '#15211d')).toThrow('too little contrast');
  expect(light('#ffe08a', '#15211d')).toThrow('too light');
  expect(() => checkedSettings({ brand: { dark: { primary: '#0f4c6e', onPrimary: '#ffffff' } } })).toThrow(
    'too dark',
  );
});

test('nothing gets into a style sheet but a colour, a name of a font, a number', () => {
  const bad = [
    { light: { primary: 'red;}*{display:none', onPrimary: '#ffffff' } },
    { fontFamily: 'x;}:host{display:none' },
    { fontFamily: 'url(https://elsewhere.example)' },
    { radius: 400 },
  ];
  for (const brand of bad)
    expect(() => checkedSettings({ brand }), JSON.stringify(brand)).toThrow(/pattern|Too big/);
});

test('a part of a stored row that cannot be read is left out, and the other stays: no colour stops a payment', () => {
  expect(storedSettings({ brand: { radius: 'round' }, places: [office] })).toEqual({
    brand: {},
    places: [office],
    bankDebits: false,
  });
  expect(storedSettings({ brand: { radius: 4 }, places: [{}] })).toEqual({
    brand: { radius: 4 },
    places: [],
    bankDebits: false,
  });
  expect(storedSettings({})).toEqual({ brand: {}, places: [], bankDebits: false });
  expect(storedSettings(null)).toEqual({ brand: {}, places: [], bankDebits: false });
  expect(storedSettings({ bankDebits: true })).toMatchObject({ bankDebits: true });
  expect(storedSettings({ bankDebits: 'yes' })).toMatchObject({ bankDebits: false }); // unless it surely says so
});

test('an agency offers bank debits when it says so, and only then', () => {
  expect(checkedSettings({ bankDebits: true })).toMatchObject({ bankDebits: true });
  expect(checkedSettings({})).toMatchObject({ bankDebits: false });
  expect(() => checkedSettings({ bankDebits: 'yes' })).toThrow('boolean');
});

test('hours are days of a week and times of a day', () => {
  const at = (hours: object) => () => checkedSettings({ places: [{ ...office, hours: [hours] }] });
  expect(at({ from: 0, to: 5, opens: '08:00', closes: '16:30' })).toThrow('Too small');
  expect(at({ from: 1, to: 5, opens: '8:00', closes: '24:30' })).toThrow('pattern');
});

test.each([
  ['#000000', '#ffffff', 21],
  ['#777777', '#ffffff', 4.48],
  ['#ffffff', '#ffffff', 1],
])('contrast as WCAG counts it: %s on %s', (one, other, expected) => {
  expect(contrast(one, other)).toBeCloseTo(expected, 2);
});
