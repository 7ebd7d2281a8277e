// @vitest-environment node
import { expect, test } from 'vitest';
import { FormError, decodeForm } from './form-body.ts';

const plain = (encoded: string): unknown => JSON.parse(JSON.stringify(decodeForm(encoded)));

test.each([
  ['amount=4200&currency=usd', { amount: '4200', currency: 'usd' }],
  ['metadata[a%20b]=c%26d&metadata[e]=f+g', { metadata: { 'a b': 'c&d', e: 'f g' } }],
  ['expand[0]=x&expand[1]=y', { expand: { 0: 'x', 1: 'y' } }],
  ['expand[]=x&expand[]=y', { expand: { 0: 'x', 1: 'y' } }],
  ['a[b][c]=1&a[b][d]=2', { a: { b: { c: '1', d: '2' } } }],
  ['description=', { description: '' }],
  ['a=1&a=2', { a: '2' }],
  ['', {}],
])('%s is read as Stripe reads it', (encoded, form) => {
  expect(plain(encoded)).toEqual(form);
});

test('a parameter named __proto__ is only a name', () => {
  const form = decodeForm('__proto__[admin]=true&metadata[__proto__]=x');
  expect(Object.keys(form)).toEqual(['__proto__', 'metadata']);
  expect('admin' in {}).toBe(false);
});

test.each(['a=%zz', 'metadata[a[b]]=1', 'metadata[a]b]=1', 'a[b=1', 'a[b]c=1', `a${'[b]'.repeat(20)}=1`])(
  '%s is refused, not guessed at',
  (encoded) => {
    expect(() => decodeForm(encoded)).toThrow(FormError);
  },
);
