import PDFDocument from 'pdfkit';
import { escape } from '../../../workflows/words/escape.ts';
import { breakLines } from './break-lines.ts';
import { canDraw, fontFile, runsOf, type Run, type Weight } from './typeface.ts';

export type Tag = PDFKit.PDFStructureElement;
/** The library has more of them than its types. */
type TagOptions = PDFKit.Mixins.StructureElementOptions & {
  /** Which way a header cell heads. */
  scope?: 'Row' | 'Column';
};

/** Points from the page's left edge; `right` text ends at x + width. */
export interface Place {
  x: number;
  width: number;
  align?: 'left' | 'right';
}
export interface Look {
  size: number;
  weight: Weight;
}

/** Broken into lines that fit. */
export interface Laid {
  text: string;
  lines: Run[][];
  look: Look;
  place: Place;
}

const MARGIN = 54;
const FOOT = 40;
const INK = '#1b1b1b';
const RULE = '#8a8a8a';

/**
 * Pages of a tagged PDF: text goes from the top down and is in the structure tree in the order in which it is
 * written; everything else (rules, page numbers, what a new page repeats) is marked as no part of the text. The same
 * calls give the same bytes.
 */
export class Pages {
  readonly left = MARGIN;
  readonly #doc: PDFKit.PDFDocument;
  readonly #chunks: Buffer[] = [];
  readonly #root: Tag;
  #y = MARGIN;

  /** @param of.madeAt stands in the file; the day the receipt was issued, so that a reprint has it too */
  constructor(of: { title: string; author: string; locale: string; madeAt: Date }) {
    const { title, author, locale, madeAt } = of;
    const options: PDFKit.PDFDocumentOptions = {
      size: 'LETTER',
      margin: 0, // the library breaks no page by itself
      bufferPages: true,
      pdfVersion: '1.7',
      tagged: true,
      lang: locale,
      displayTitle: true,
      font: '', // else Helvetica, which is not embedded
      info: { Title: title, Author: author, CreationDate: madeAt, ModDate: madeAt },
    };
    this.#doc = asAccessible(new PDFDocument(options));
    this.#doc.on('data', (chunk: Buffer) => this.#chunks.push(chunk));
    this.#root = this.#doc.struct('Document');
    this.#doc.addStructure(this.#root);
  }

  get width(): number {
    return this.#doc.page.width - 2 * MARGIN;
  }

  get room(): number {
    return this.#doc.page.height - MARGIN - FOOT - this.#y;
  }

  /** An element below another; below the document if none is named. */
  tag(type: string, parent = this.#root, options: TagOptions = {}): Tag {
    const element = this.#doc.struct(type, options);
    parent.add(element);
    return element;
  }

  lay(text: string, look: Look, place: Place): Laid {
    const fits = (line: string) => this.#sum(runsOf(line, look.weight), look) <= place.width;
    return { text, look, place, lines: breakLines(text, fits).map((line) => runsOf(line, look.weight)) };
  }

  /** Where letters are missing from the typeface, the tree says the text in full. */
  said({ text }: Laid): TagOptions {
    return canDraw(text) ? {} : { actual: text };
  }

  /** Text of its own; over the page's end it goes on on the next. */
  text(type: string, laid: Laid, parent = this.#root): void {
    this.row([{ element: this.tag(type, parent, this.said(laid)), type, laid }]);
  }

  /**
   * Texts beside each other, all from the same height down.
   * @param onNewPage what a new page repeats first
   */
  row(cells: readonly { element: Tag; type: string; laid: Laid }[], onNewPage?: () => void): void {
    const high = Math.max(...cells.map(({ laid }) => laid.lines.length));
    const lineHeight = Math.max(...cells.map(({ laid }) => heightOf(laid.look)));
    let from = 0;
    while (from < high) {
      const fit = Math.floor(this.room / lineHeight);
      const whole = fit >= high - from;
      if (fit < 1 || (from === 0 && !whole && fit < 3)) {
        this.newPage();
        onNewPage?.();
        continue;
      }
      const to = whole ? high : from + fit;
      for (const { element, type, laid } of cells) {
        const part = laid.lines.slice(from, to);
        if (part.length > 0) this.#draw(element, type, { ...laid, lines: part }, lineHeight);
      }
      this.#y += (to - from) * lineHeight;
      from = to;
    }
    for (const { element } of cells) element.end();
  }

  /** No part of the text: what was said before, said again for the eye. */
  again(cells: readonly Laid[]): void {
    const lineHeight = Math.max(...cells.map(({ look }) => heightOf(look)));
    this.#doc.markContent('Artifact', { type: 'Pagination' });
    for (const laid of cells) this.#letters(laid, lineHeight);
    this.#doc.endMarkedContent();
    this.#y += Math.max(...cells.map(({ lines }) => lines.length)) * lineHeight;
  }

  gap(points: number): void {
    this.#y += points;
  }

  rule(strong = false): void {
    this.#doc.markContent('Artifact', { type: 'Layout' });
    this.#doc
      .moveTo(MARGIN, this.#y)
      .lineTo(MARGIN + this.width, this.#y)
      .lineWidth(strong ? 1 : 0.5)
      .stroke(strong ? INK : RULE);
    this.#doc.endMarkedContent();
  }

  newPage(): void {
    this.#doc.addPage();
    this.#y = MARGIN;
  }

  /** @param foot what each page says at its end, of how many pages */
  async end(foot: (page: number, pages: number) => string): Promise<Buffer> {
    const { count } = this.#doc.bufferedPageRange();
    for (let page = 0; page < count; page++) {
      this.#doc.switchToPage(page);
      this.#y = this.#doc.page.height - FOOT;
      this.again([
        this.lay(foot(page + 1, count), { size: 9, weight: 400 }, { x: MARGIN, width: this.width }),
      ]);
    }
    this.#root.end();
    const ended = new Promise<void>((resolve, reject) => this.#doc.on('end', resolve).on('error', reject));
    this.#doc.end();
    await ended;
    return Buffer.concat(this.#chunks);
  }

  #draw(element: Tag, type: string, laid: Laid, lineHeight: number): void {
    const content = this.#doc.markStructureContent(type);
    this.#letters(laid, lineHeight);
    this.#doc.endMarkedContent();
    element.add(content);
  }

  #letters({ lines, look, place }: Laid, lineHeight: number): void {
    this.#doc.fillColor(INK).fontSize(look.size);
    lines.forEach((runs, n) => {
      const spare = place.align === 'right' ? place.width - this.#sum(runs, look) : 0;
      let x = place.x + spare;
      const y = this.#y + n * lineHeight + (lineHeight - heightOf(look)) / 2;
      for (const run of runs) {
        this.#doc.font(this.#known(run.font)).text(run.text, x, y, { lineBreak: false });
        x += this.#sum([run], look);
      }
    });
  }

  #sum(runs: readonly Run[], { size }: Look): number {
    this.#doc.fontSize(size);
    return runs.reduce(
      (sum, { font, text }) => sum + this.#doc.font(this.#known(font)).widthOfString(text),
      0,
    );
  }

  readonly #fonts = new Set<string>();

  #known(font: string): string {
    if (!this.#fonts.has(font)) this.#doc.registerFont(font, fontFile(font));
    this.#fonts.add(font);
    return font;
  }
}

/**
 * Says in the file that it keeps PDF/UA-1. The library's own way to say so also writes a list of the typeface's letters
 * that PDF/UA wants whole and that it writes in part, and it puts a title into XML as it stands: so the step at the
 * document's end in which it would do that is ours. The title and author as plain text are written by then.
 */
function asAccessible(doc: PDFKit.PDFDocument): PDFKit.PDFDocument {
  const endSubset = () => {
    doc.appendXML(
      '<rdf:Description xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>',
    );
    const { Title = '', Author = '' } = doc.info;
    doc.info = { ...doc.info, Title: escape(Title), Author: escape(Author) };
  };
  return Object.assign(doc, { subset: 'PDF/UA-1', endSubset });
}

const heightOf = ({ size }: Look) => size * 1.4;
