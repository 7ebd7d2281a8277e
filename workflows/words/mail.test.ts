import { expect, test } from 'vitest';
import { receiptMail, verifyMail, type ReceiptFacts } from './mail.ts';

const facts: ReceiptFacts = {
  agencyName: 'Sample <County> & Co',
  agencyPhone: '555-0142',
  receiptNumber: 7,
  paidAt: new Date('2026-11-23T00:41:54Z'),
  timeZone: 'America/New_York',
  personName: 'Alex Sample',
  personIdLast4: '0417',
  card: { brand: 'visa', last4: '4242' },
  lines: [
    { label: 'Restitution', amountCents: 5_000n },
    { label: 'Supervision fee', amountCents: 8_000n },
  ],
  amountCents: 13_000n,
  feeCents: 325n,
  stillOwedCents: 147_750n,
  url: 'http://localhost:4000/r/token',
};

test('a receipt says what was paid for, the fee, the total and what is still owed, in the agency’s time', () => {
  const { subject, text } = receiptMail('en', facts);
  expect(subject).toBe('Receipt 7 from Sample <County> & Co: $133.25');
  expect(text).toContain('Sunday, November 22, 2026 at 7:41 PM EST');
  for (const line of [
    'Restitution: $50.00',
    'Supervision fee: $80.00',
    'Service fee: $3.25',
    'Total charged: $133.25',
    'Still owed: $1,477.50',
  ]) {
    expect(text.split('\n')).toContain(line);
  }
});

test('a Spanish tag of any country is answered in Spanish', () => {
  expect(receiptMail('es-US', facts).text).toContain('Total cobrado: $133.25');
  expect(verifyMail('es-MX', { agencyName: 'Muestra', code: '123456' }).subject).toContain('Su código');
});

test('Spanish is written as in the United States: points for cents, twelve hours, the zone’s name', () => {
  const { text } = receiptMail('es-MX', facts);
  expect(text).toContain('Todavía debe: $1,477.50');
  expect(text.replaceAll(/\s/g, ' ')).toContain('domingo, 22 de noviembre de 2026, 7:41 p.m. EST');
});

test('names are text in a mail’s HTML, never markup, and the address of the receipt is a link', () => {
  const { html } = receiptMail('en', facts);
  expect(html).not.toContain('<County>');
  expect(html).toContain('Sample &lt;County&gt; &amp; Co');
  expect(html).toContain('<a href="http://localhost:4000/r/token">');
});
