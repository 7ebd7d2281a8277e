import type { ReceiptSheet } from '../../../workflows/words/receipt.ts';
import { Pages, type Laid, type Look } from './pages.ts';

const PLAIN: Look = { size: 11, weight: 400 };
const STRONG: Look = { size: 11, weight: 600 };
const NAME_WIDTH = 150;
const AMOUNT_WIDTH = 150;

/**
 * A receipt as a tagged PDF, as PDF/UA asks: language and title, headings, a table with its headers, a list, the typeface
 * within. The same sheet gives the same bytes.
 * @param issuedAt stands in the file as its date, of a reprint too
 */
export async function receiptPdf(sheet: ReceiptSheet, issuedAt: Date): Promise<Buffer> {
  const { agency, title, locale, marks, greeting, help } = sheet;
  const pages = new Pages({ title: `${agency}: ${title}`, author: agency, locale, madeAt: issuedAt });
  const whole = { x: pages.left, width: pages.width };
  pages.text('P', pages.lay(agency, { size: 13, weight: 600 }, whole));
  pages.text('H1', pages.lay(title, { size: 22, weight: 600 }, whole));
  pages.gap(6);
  for (const mark of marks) {
    pages.text('P', pages.lay(mark, STRONG, whole));
    pages.gap(6);
  }
  pages.text('P', pages.lay(greeting, PLAIN, whole));
  pages.gap(12);
  facts(pages, sheet);
  pages.gap(16);
  amounts(pages, sheet);
  pages.gap(16);
  division(pages, sheet);
  pages.text('P', pages.lay(help, PLAIN, whole));
  return pages.end((page, of) => `${title} · ${sheet.pageOf(page, of)} · ${agency}`);
}

/** Name and value beside each other: each row's name is its header. */
function facts(pages: Pages, sheet: ReceiptSheet): void {
  const table = pages.tag('Table');
  for (const [name, value] of sheet.facts) {
    const row = pages.tag('TR', table);
    const at = pages.left + NAME_WIDTH;
    pages.row([
      header(pages, row, 'Row', pages.lay(name, STRONG, { x: pages.left, width: NAME_WIDTH - 12 })),
      cell(pages, row, pages.lay(value, PLAIN, { x: at, width: pages.width - NAME_WIDTH })),
    ]);
    pages.gap(2);
  }
  table.end();
}

/** What was paid for, then the sums. A new page repeats the column heads. */
function amounts(pages: Pages, { head, lines, sums }: ReceiptSheet): void {
  const table = pages.tag('Table');
  const [what, amount] = head;
  const heads = beside(pages, what, amount, STRONG);
  pages.rule(true);
  pages.gap(3);
  const top = pages.tag('TR', table);
  pages.row([header(pages, top, 'Column', heads[0]), header(pages, top, 'Column', heads[1])]);
  const again = () => {
    pages.again(heads);
    pages.gap(2);
    pages.rule();
    pages.gap(3);
  };
  const all = [...lines.map(([name, value]) => ({ what: name, amount: value, strong: false })), ...sums];
  for (const { what: name, amount: value, strong } of all) {
    const row = pages.tag('TR', table);
    const [first, second] = beside(pages, name, value, strong ? STRONG : PLAIN);
    pages.gap(2);
    pages.rule(strong);
    pages.gap(3);
    pages.row([header(pages, row, 'Row', first), cell(pages, row, second)], again);
  }
  pages.gap(2);
  pages.rule(true);
  table.end();
}

function division(pages: Pages, { division: words }: ReceiptSheet): void {
  if (words === null) return;
  const whole = { x: pages.left, width: pages.width };
  if (pages.room < 80) pages.newPage(); // no heading alone at a page's end
  pages.text('H2', pages.lay(words.heading, { size: 14, weight: 600 }, whole));
  pages.gap(4);
  const list = pages.tag('L');
  for (const sentence of words.sentences) {
    const item = pages.tag('LI', list);
    const label = pages.lay('•', PLAIN, { x: pages.left, width: 12 });
    const body = pages.lay(sentence, PLAIN, { x: pages.left + 12, width: pages.width - 12 });
    pages.row([
      { element: pages.tag('Lbl', item), type: 'Lbl', laid: label },
      { element: pages.tag('LBody', item), type: 'LBody', laid: body },
    ]);
    pages.gap(3);
  }
  list.end();
  pages.gap(6);
  pages.text('P', pages.lay(words.note, { size: 10, weight: 400 }, whole));
  pages.gap(10);
}

const beside = (pages: Pages, name: string, value: string, look: Look): [Laid, Laid] => [
  pages.lay(name, look, { x: pages.left, width: pages.width - AMOUNT_WIDTH - 12 }),
  pages.lay(value, look, {
    x: pages.left + pages.width - AMOUNT_WIDTH,
    width: AMOUNT_WIDTH,
    align: 'right',
  }),
];

type Row = ReturnType<Pages['tag']>;
const header = (pages: Pages, row: Row, scope: 'Row' | 'Column', laid: Laid) => ({
  element: pages.tag('TH', row, { scope, ...pages.said(laid) }),
  type: 'TH',
  laid,
});
const cell = (pages: Pages, row: Row, laid: Laid) => ({
  element: pages.tag('TD', row, pages.said(laid)),
  type: 'TD',
  laid,
});
