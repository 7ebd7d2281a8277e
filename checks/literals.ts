import { Visitor } from 'oxc-parser';
import { testFiles } from './import-table.ts';
import { matches } from './glob.ts';
import { parse, type Finding, type Tree } from './source.ts';

type Nodes = ConstructorParameters<typeof Visitor>[0];
type Template = Parameters<NonNullable<Nodes['TaggedTemplateExpression']>>[0];
type Expression = Template['quasi']['expressions'][number];

/** Attributes that are read out or shown. */
const NAMES = '(?:aria-label|aria-description|aria-roledescription|title|placeholder|alt)';
const SPOKEN = new RegExp(`\\s${NAMES}\\s*=\\s*["']?$`);
const WRITTEN = new RegExp(`\\s${NAMES}\\s*=\\s*(["'])(.*?)\\1`, 'gs');
/** Options of our templates that are shown as they are. */
const SHOWN = new Set(['label', 'busy', 'hint', 'text', 'title', 'lead']);
const WORD = /\p{L}{2,}/u;

/**
 * Words that stand in the widget's markup instead of a catalogue: as text, in an attribute that is read out, in an
 * expression between tags, or as an option of a template. They would stay English, whatever the reader chose.
 */
export function literalFindings(tree: Tree): Finding[] {
  const files = [...tree].filter(
    ([path]) => matches(path, 'widget/**') && !testFiles.some((pattern) => matches(path, pattern)),
  );
  return files.flatMap(([path, text]) => {
    const { program, lineOf } = parse(path, text);
    const found: Finding[] = [];
    const add = (start: number, words: string) =>
      void found.push({ path, line: lineOf(start), message: `words outside a catalogue: ${words.trim()}` });
    let templates = 0;
    new Visitor({
      TaggedTemplateExpression: (node) => {
        if (node.tag.type !== 'Identifier' || node.tag.name !== 'html') return;
        templates += 1;
        markup(node, add);
      },
      CallExpression: ({ arguments: given }) => {
        for (const one of given) if (one.type === 'ObjectExpression') options(one, add);
      },
    }).visit(program);
    return templates > 0 ? found : [];
  });
}

type Add = (start: number, words: string) => void;

/** Stands where an expression does; no letter, so no word. */
const GAP = '\uE000';
const TAG = /<!--.*?-->|<[^>]*>?/gs;

/** A template's text: what stands between tags, and what in attributes that are read out. */
function markup({ quasi }: Template, add: Add): void {
  const text = quasi.quasis.map(({ value }) => value.raw).join(GAP);
  const between = text.replace(TAG, '\n').replace(/&\w+;/g, '');
  for (const words of between.split(/[\n\uE000]+/)) if (WORD.test(words)) add(quasi.start, words);
  const shownAt: boolean[] = [];
  let end = 0;
  for (const { 0: tag, index } of text.matchAll(TAG)) {
    shownAt.push(...gaps(text.slice(end, index)).map(() => true));
    shownAt.push(...gaps(tag).map((at) => SPOKEN.test(tag.slice(0, at))));
    for (const [, , words = ''] of tag.matchAll(WRITTEN)) if (WORD.test(words)) add(quasi.start, words);
    end = index + tag.length;
  }
  shownAt.push(...gaps(text.slice(end)).map(() => true));
  quasi.expressions.forEach((expression, index) => {
    if (shownAt[index]) shown(expression, add);
  });
}

const gaps = (text: string) => [...text.matchAll(/\uE000/g)].map(({ index }) => index);

/** The strings that an expression may give. */
function shown(node: Expression, add: Add): void {
  if (node.type === 'Literal' && typeof node.value === 'string' && WORD.test(node.value))
    add(node.start, node.value);
  else if (node.type === 'TemplateLiteral') {
    const words = node.quasis.map(({ value }) => value.raw).join('');
    if (WORD.test(words)) add(node.start, words);
  } else if (node.type === 'ConditionalExpression') {
    shown(node.consequent, add);
    shown(node.alternate, add);
  } else if (node.type === 'LogicalExpression') {
    shown(node.left, add);
    shown(node.right, add);
  } else if (node.type === 'ParenthesizedExpression') shown(node.expression, add);
}

function options(node: Extract<Expression, { type: 'ObjectExpression' }>, add: Add): void {
  for (const one of node.properties)
    if (
      one.type === 'Property' &&
      one.key.type === 'Identifier' &&
      SHOWN.has(one.key.name) &&
      isExpression(one.value)
    )
      shown(one.value, add);
}

const isExpression = (node: { type: string }): node is Expression => !node.type.endsWith('Pattern');
