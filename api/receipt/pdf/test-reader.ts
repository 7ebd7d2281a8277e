import { getDocument, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of the structure tree, with the text that is in it. */
export interface Said {
  role: string;
  scope?: string;
  /** What a screen reader says instead of the letters. */
  alt?: string;
  text: string;
  children: Said[];
}

export interface PdfRead {
  language: string | undefined;
  title: string | undefined;
  /** Of the file's XMP, which is XML. */
  xmp: { title: string | undefined; author: string | undefined };
  isTagged: boolean;
  pages: number;
  /** All that the tree says, in its order. */
  text: string;
  /** The elements of all pages, one after the other. */
  elements: Said[];
  /** What is on the pages and in no element, in the order of the pages. */
  artifacts: string[];
  fonts: string[];
}

/** What an independent reader (Mozilla's) finds in a PDF. @throws where it is none */
export async function readPdf(file: Uint8Array): Promise<PdfRead> {
  const task = getDocument({ data: new Uint8Array(file), verbosity: 0, useSystemFonts: false });
  const document = await task.promise;
  const { info, metadata } = await document.getMetadata();
  const elements: Said[] = [];
  const artifacts: string[] = [];
  const fonts = new Set<string>();
  for (let n = 1; n <= document.numPages; n++) {
    const page = await document.getPage(n);
    const { byId, outside } = await lettersOf(page, fonts);
    artifacts.push(...outside);
    const tree: unknown = await page.getStructTree();
    elements.push(...childrenOf(tree).map((child) => elementOf(child, byId)));
  }
  const marks = await document.getMarkInfo();
  const pages = document.numPages;
  await task.destroy();
  return {
    language: field(info, 'Language'),
    title: field(info, 'Title'),
    xmp: {
      title: metadata?.get('dc:title') ?? undefined,
      author: [metadata?.get('dc:creator')].flat().join() || undefined,
    },
    isTagged: marks instanceof Map ? marks.get('Marked') === true : field(marks, 'Marked') === 'true',
    pages,
    text: elements.map(textOf).join('\n'),
    elements,
    artifacts,
    fonts: [...fonts],
  };
}

/** Every element of a role, however deep. */
export const allOf = (elements: readonly Said[], role: string): Said[] =>
  elements.flatMap((one) => [...(one.role === role ? [one] : []), ...allOf(one.children, role)]);

async function lettersOf(page: PDFPageProxy, fonts: Set<string>) {
  const byId = new Map<string, string>();
  const outside: string[] = [];
  let id: string | null = null;
  const { items } = await page.getTextContent({ includeMarkedContent: true });
  for (const item of items) {
    if ('str' in item) {
      fonts.add(item.fontName);
      const text = item.str + (item.hasEOL ? ' ' : '');
      if (id === null) outside.push(text);
      else byId.set(id, (byId.get(id) ?? '') + text);
    } else {
      id = item.type === 'beginMarkedContentProps' && typeof item.id === 'string' ? item.id : null;
    }
  }
  return { byId, outside: outside.filter((text) => text.trim() !== '') };
}

function elementOf(node: unknown, byId: ReadonlyMap<string, string>): Said {
  const children = childrenOf(node).filter((child) => field(child, 'role') !== undefined);
  const own = childrenOf(node).map((child) => byId.get(field(child, 'id') ?? '') ?? '');
  const scope = field(node, 'scope');
  const alt = field(node, 'alt');
  return {
    role: field(node, 'role') ?? '',
    ...(scope !== undefined && { scope }),
    ...(alt !== undefined && { alt }),
    text: own.join(' ').replaceAll(/\s+/g, ' ').trim(),
    children: children.map((child) => elementOf(child, byId)),
  };
}

const textOf = (element: Said): string =>
  [element.text, ...element.children.map(textOf)].filter((text) => text !== '').join(' ');

function childrenOf(node: unknown): unknown[] {
  return typeof node === 'object' && node !== null && 'children' in node && Array.isArray(node.children)
    ? node.children
    : [];
}

function field(of: unknown, name: string): string | undefined {
  if (typeof of !== 'object' || of === null) return undefined;
  const value: unknown = Reflect.get(of, name);
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : undefined;
}
