import { expect, test } from 'vitest';
import { aClaim, anExplanation } from '../policy/fixtures.ts';
import { verifyMail } from './mail.ts';
import { receiptMail } from './receipt-mail.ts';
import { noReceipt, receiptSheet, type ReceiptFacts } from './receipt.ts';

const facts: ReceiptFacts = {
  agencyName: 'Sample <County> & Co',
  agencyPhone: '555-0142',
  receiptNumber: 7,
  paidAt: new Date('2026-11-23T00:41:54Z'),
  timeZone: 'America/New_York',
  payerName: 'Pat Sample',
  personName: 'Alex Sample',
  personIdLast4: '0417',
  card: { brand: 'visa', last4: '4242' },
  bankLast4: null,
  lines: [
    { kind: 'restitution', label: 'Restitution', amountCents: 5_000n },
    { kind: 'supervision_fee', label: 'Supervision fee', amountCents: 8_000n },
  ],
  creditCents: 0n,
  amountCents: 13_000n,
  feeCents: 325n,
  stillOwedCents: 147_750n,
  takenBackAt: null,
  ruleName: null,
  division: null,
  url: 'http://localhost:4000/r/token',
};

test('a receipt says what was paid for, the fee, the total and what is still owed, in the agency’s time', () => {
  const { subject, text } = receiptMail('en', facts, null);
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
  expect(receiptMail('es-US', facts, null).text).toContain('Total cobrado: $133.25');
  expect(verifyMail('es-MX', { agencyName: 'Muestra', code: '123456' }).subject).toContain('Su código');
});

test('Spanish is written as in the United States: points for cents, twelve hours, the zone’s name', () => {
  const { text } = receiptMail('es-MX', facts, null);
  expect(text).toContain('Todavía debe: $1,477.50');
  expect(text.replaceAll(/\s/g, ' ')).toContain('domingo, 22 de noviembre de 2026, 7:41 p.m. EST');
});

test('names are text in a mail’s HTML, never markup, and the address of the receipt is a link', () => {
  const { html } = receiptMail('en', facts, null);
  expect(html).not.toContain('<County>');
  expect(html).toContain('Sample &lt;County&gt; &amp; Co');
  expect(html).toContain('<a href="http://localhost:4000/r/token">');
});

test('a reprint says that it is one, and when, and differs in nothing else', () => {
  const again = receiptSheet('en', facts, new Date('2026-12-24T15:00:00Z'));
  expect(again.marks).toEqual([
    'This is a reprint, made on Thursday, December 24, 2026 at 10:00 AM EST. It is for the same one payment.',
  ]);
  const { pageOf, ...first } = receiptSheet('en', facts, null);
  expect(again).toMatchObject({ ...first, marks: again.marks });
  expect(pageOf(1, 2)).toBe('Page 1 of 2');
  expect(receiptMail('es', facts, new Date('2026-12-24T15:00:00Z')).text).toMatch(
    /^Esta es una reimpresión, /,
  );
});

test('a payment that was taken back says so before anything else', () => {
  const takenBackAt = new Date('2026-12-01T12:00:00Z');
  expect(receiptSheet('en', { ...facts, takenBackAt }, new Date()).marks[0]).toContain(
    'was taken back on Tuesday',
  );
});

test('the mail has the whole receipt: why it was divided so, and by which law, in the language of the payer', () => {
  const division = anExplanation('TX', [aClaim('a', 'fine', 9_000n)], 8_000n);
  const { text, html } = receiptMail('es', { ...facts, division }, null);
  expect(text).toContain('Cómo se repartió');
  expect(text).toContain('GA-0147');
  expect(text).toContain('- Primero, $80.00 para multas.');
  expect(html).toContain('<li>Primero, $80.00 para multas.');
  expect(html).toContain('<div lang="es">');
});

test('what nobody was owed any more is told as credit, and amounts are exact beyond 2^53', () => {
  const most = { ...facts, creditCents: 1n, amountCents: 9_007_199_254_740_993n, feeCents: 0n };
  const { lines, sums } = receiptSheet('en', most, null);
  expect(lines.at(-1)).toEqual(['Kept as credit: more than was owed', '$0.01']);
  expect(sums).toContainEqual({ what: 'Total charged', amount: '$90,071,992,547,409.93', strong: true });
  expect(noReceipt('es-PR')).toBe('No existe ese recibo.');
});

test('a debt is told in the reader’s language, with what the agency’s label says beyond its kind', () => {
  const named = (tag: string, label: string, kind: ReceiptFacts['lines'][number]['kind'] = 'restitution') =>
    receiptSheet(tag, { ...facts, lines: [{ kind, label, amountCents: 1n }] }, null).lines[0]?.[0];
  expect(named('es', 'Restitution')).toBe('Restitución');
  expect(named('es', 'Restitution, owed jointly')).toBe('Restitución, owed jointly');
  expect(named('es', 'Judgment 12')).toBe('Restitución, Judgment 12');
  expect(named('en', 'Restitution, owed jointly')).toBe('Restitution, owed jointly');
  expect(named('en', 'Judgment 12')).toBe('Restitution, Judgment 12');
  expect(named('es', 'Restitución, SGC-2023-0001')).toBe('Restitución, SGC-2023-0001');
  expect(named('es', 'Drug tests, DC-2023-0004', 'drug_test')).toBe('Prueba de drogas, DC-2023-0004');
});

test('a debt and a rule that the agency named in both languages are told in the reader’s alone, in mail and sheet', () => {
  const label = { en: 'Restitution, owed jointly', es: 'Restitución, que varias personas deben juntas' };
  const ruleName = { en: 'County order', es: 'Orden del condado' };
  const both: ReceiptFacts = {
    ...facts,
    ruleName,
    lines: [{ kind: 'restitution', label, amountCents: 1n }],
  };
  expect(receiptSheet('es', both, null).lines).toEqual([[label.es, '$0.01']]);
  expect(receiptMail('es', both, null).text).not.toMatch(/jointly|County order/);
  const english = receiptMail('en', both, null).text;
  expect(english).toContain(label.en);
  expect(english).toContain('County order');
  expect(english).not.toMatch(/varias|condado/);
});
