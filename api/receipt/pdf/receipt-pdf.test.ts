import { expect, test } from 'vitest';
import { receiptSheet, type ReceiptFacts } from '../../../workflows/words/receipt.ts';
import { aReceipt } from './fixtures.ts';
import { receiptPdf } from './receipt-pdf.ts';
import { allOf, readPdf } from './test-reader.ts';

const ISSUED = new Date('2026-11-23T00:42:00Z');
const pdfOf = (over: Partial<ReceiptFacts> = {}, tag = 'en', reprintedAt: Date | null = null) =>
  receiptPdf(receiptSheet(tag, aReceipt(over), reprintedAt), ISSUED);

test('a reader that cannot see is told language, title, headings, table headers and list, in reading order', async () => {
  const read = await readPdf(await pdfOf());
  expect(read).toMatchObject({
    isTagged: true,
    language: 'en-US',
    title: 'Sample County Probation: Receipt 7',
    pages: 1,
  });
  const roles = read.elements.flatMap(({ role, children }) => [role, children.map((child) => child.role)]);
  expect(roles).toEqual(['Document', ['P', 'H1', 'P', 'Table', 'Table', 'H2', 'L', 'P', 'P']]);
  expect(allOf(read.elements, 'H1').map(({ text }) => text)).toEqual(['Receipt 7']);
  expect(allOf(read.elements, 'H2').map(({ text }) => text)).toEqual(['How this was divided']);
  const [who, sums] = allOf(read.elements, 'Table');
  expect(who && allOf([who], 'TH').every(({ scope }) => scope === 'Row')).toBe(true);
  expect(
    sums &&
      allOf([sums], 'TR').map(({ children }) => children.map(({ role, scope, text }) => [role, scope, text])),
  ).toEqual([
    [
      ['TH', 'Column', 'What was paid'],
      ['TH', 'Column', 'Amount'],
    ],
    [
      ['TH', 'Row', 'Court costs'],
      ['TD', undefined, '$30.00'],
    ],
    [
      ['TH', 'Row', 'Supervision fee, November'],
      ['TD', undefined, '$50.00'],
    ],
    [
      ['TH', 'Row', 'Service fee'],
      ['TD', undefined, '$3.25'],
    ],
    [
      ['TH', 'Row', 'Total charged'],
      ['TD', undefined, '$83.25'],
    ],
    [
      ['TH', 'Row', 'Still owed'],
      ['TD', undefined, '$40.00'],
    ],
  ]);
  expect(allOf(read.elements, 'LBody')).toHaveLength(3);
  expect(read.artifacts).toEqual(['Receipt 7 · Page 1 of 1 · Sample County Probation']);
});

test('letters of many languages are in the file’s own typeface, and what it lacks is still said', async () => {
  const file = await pdfOf({ payerName: '王小明 Müller-Łódź' }, 'es');
  const { text, elements } = await readPdf(file);
  expect(text).toContain('Łukasz Nguyễn, ID que termina en 0417');
  expect(text).toContain('¿Tiene preguntas? Llame al +1 555 0100.');
  const payer = allOf(elements, 'TD').find((cell) => cell.text.includes('Müller'));
  expect(payer?.text).toBe('??? Müller-Łódź');
  const source = file.toString('latin1');
  expect(source).toMatch(/\/ActualText/);
  expect(source).not.toContain('/Helvetica');
  expect(source.match(/\/FontFile[23]/g)?.length).toBe(source.match(/\/FontDescriptor\n/g)?.length);
});

test('the same receipt is the same file, byte for byte, and a reprint has its date', async () => {
  const first = await pdfOf();
  expect((await pdfOf()).equals(first)).toBe(true);
  const again = await readPdf(await pdfOf({}, 'en', new Date('2026-12-24T15:00:00Z')));
  const before = await readPdf(first);
  const [head, rest] = [
    again.elements[0]?.children[2],
    again.text.replace(/This is a reprint.*one payment\. /, ''),
  ];
  expect(head?.text).toMatch(/^This is a reprint, made on Thursday, December 24, 2026/);
  expect(rest).toBe(before.text);
  expect(again.title).toBe(before.title);
});

test('fifty debts with long names and large amounts break into pages, each with the column heads and its number', async () => {
  const lines = Array.from({ length: 50 }, (_, n) => ({
    kind: 'restitution' as const,
    label: `Restitution to payee ${n + 1} ${n % 7 === 0 ? 'of the Greater Southern Counties '.repeat(4) : ''}end`,
    amountCents: 2n ** 31n * 100n + BigInt(n),
  }));
  const amountCents = lines.reduce((sum, line) => sum + line.amountCents, 0n);
  const { pages, elements, artifacts, text } = await readPdf(await pdfOf({ lines, amountCents }));
  expect(pages).toBe(3);
  expect(artifacts.filter((said) => said === 'Amount')).toHaveLength(2);
  expect(artifacts.filter((said) => said.startsWith('Receipt 7 · Page'))).toHaveLength(3);
  const shown = allOf(elements, 'TD').map((cell) => cell.text);
  for (const [n] of lines.entries()) expect(shown).toContain(`$2,147,483,648.${String(n).padStart(2, '0')}`);
  expect(shown).toContain('$107,374,182,415.50'); // the fee of $3.25 and 50 × 2^31 dollars and 1,225 cents
  expect(text).toContain('of the Greater Southern Counties end');
});

test('a label longer than a page loses no word', async () => {
  const words = Array.from({ length: 900 }, (_, n) => `word${n}`);
  const { pages, text } = await readPdf(
    await pdfOf({ lines: [{ kind: 'drug_test', label: words.join(' '), amountCents: 8_000n }] }),
  );
  expect(pages).toBeGreaterThan(2);
  const found = text.match(/word\d+/g);
  expect(found).toEqual(words);
});

test('the file says that it keeps PDF/UA-1, and names no agency in a way that breaks its XML', async () => {
  const agencyName = 'Probation & Parole <West> “Año”';
  const file = await pdfOf({ agencyName });
  const { title, xmp } = await readPdf(file);
  expect(title).toBe(`${agencyName}: Receipt 7`);
  expect(xmp).toEqual({ title: `${agencyName}: Receipt 7`, author: agencyName });
  const source = file.toString('utf8');
  expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>');
  expect(source).not.toContain('/CIDSet'); // where it is, it must be whole, and the library's is not
});
