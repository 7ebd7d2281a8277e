import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson, digestOf, FIRST_HASH, sealBytes, sealHash } from './canonical.ts';
import type { Entry, NewEntry } from './entry.ts';

/** Frozen for ever: books sealed in 2026 must verify with the code of 2046. */
const entry: NewEntry = {
  agencyId: 'agency-1',
  key: 'payment/p-1:capture',
  kind: 'payment_captured',
  subjectId: 'p-1',
  occurredAt: new Date('2026-11-16T17:00:00.007Z'),
  recordedAt: new Date('2026-11-16T17:00:01Z'),
  accountingDate: '2026-11-16',
  postings: [
    { account: 'processor_clearing', unit: 'USD', amount: 9_007_199_254_740_991n },
    { account: 'payable_pending:b-1', unit: 'USD', amount: -9_007_199_254_740_991n },
  ],
};

const stored: Entry = {
  ...entry,
  id: 'e-1',
  reversesId: null,
  digest: digestOf(entry),
  postings: entry.postings.map((line, i) => ({
    ...line,
    n: i + 1,
    balanceAfter: line.amount,
    accountVersion: 1,
  })),
};

const event =
  '{"agencyId":"agency-1","key":"payment/p-1:capture","kind":"payment_captured","occurredAt":"2026-11-16T17:00:00.007Z",' +
  '"postings":[{"account":"processor_clearing","amount":"9007199254740991","unit":"USD"},' +
  '{"account":"payable_pending:b-1","amount":"-9007199254740991","unit":"USD"}],"reversesId":null,"subjectId":"p-1"}';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

test('the digest of the golden entry is what it has always been', () => {
  expect(digestOf(entry)).toBe(sha256(event));
  expect(digestOf(entry)).toBe('d463a2284fef79febe97a98b10911b27ed0be91456d69f5d614f3f9162a39bd7');
});

test('the sealed bytes of the golden entry are what they have always been', () => {
  expect(sealBytes(stored)).toBe(
    `{"accountingDate":"2026-11-16","digest":"${sha256(event)}","event":${event},"id":"e-1",` +
      '"lines":[{"accountVersion":"1","balanceAfter":"9007199254740991","n":"1"},' +
      '{"accountVersion":"1","balanceAfter":"-9007199254740991","n":"2"}],"recordedAt":"2026-11-16T17:00:01.000Z"}',
  );
  expect(sealHash(FIRST_HASH, stored)).toBe(sha256(`${FIRST_HASH}\n${sealBytes(stored)}`));
  expect(sealHash(FIRST_HASH, stored)).toBe(
    'c2fb32efa36d3c01afc8c240ad48539a355e0ae0249044c311302f29721070c2',
  );
});

test('what was recorded later, or for another day, is the same event, but not the same sealed record', () => {
  const later = { ...stored, recordedAt: new Date('2026-11-17T05:00:01Z'), accountingDate: '2026-11-17' };
  expect(digestOf(later)).toBe(digestOf(stored));
  expect(sealBytes(later)).not.toBe(sealBytes(stored));
});

test.each<[string, Partial<NewEntry>]>([
  ['agency', { agencyId: 'agency-2' }],
  ['key', { key: 'payment/p-2:capture' }],
  ['kind', { kind: 'reversal' }],
  ['subject', { subjectId: 'p-2' }],
  ['time', { occurredAt: new Date('2026-11-16T17:00:00.008Z') }],
  ['reversed entry', { reversesId: 'e-0' }],
  ['order of lines', { postings: entry.postings.toReversed() }],
])('another %s is another event', (_, over) => {
  expect(digestOf({ ...entry, ...over })).not.toBe(digestOf(entry));
});

test('the order in which an object was built does not show', () => {
  const json = fc.dictionary(fc.string(), fc.option(fc.string()));
  fc.assert(
    fc.property(json, (content) => {
      const backwards = Object.fromEntries(Object.entries(content).toReversed());
      expect(canonicalJson(backwards)).toBe(canonicalJson(content));
      expect(JSON.parse(canonicalJson(content))).toEqual(content);
    }),
  );
});
