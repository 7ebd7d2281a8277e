import { Visitor, parseSync } from 'oxc-parser';
import type { Plugin } from 'vite';

/**
 * Takes superfluous white space and quotes out of `html`, `svg` and `css` templates: minifiers leave template texts
 * alone. In markup a run of white space becomes one space, which a browser shows alike; between elements and words
 * nothing is taken away altogether.
 */
export function shorterTemplates(): Plugin {
  return {
    name: 'shorter-templates',
    apply: 'build',
    transform: {
      order: 'pre',
      filter: { id: /\/widget\/.*\.ts(\?own=[\w-]+)?$/ },
      handler: (code, id) => shorten(code, id.replace(/\?.*/, '')),
    },
  };
}

const shorter: Record<string, (text: string) => string> = {
  html: markup,
  svg: markup,
  css: (text) =>
    text
      .replace(/\/\*.*?\*\//gs, '')
      .replace(/\s+/g, ' ')
      .replace(/\s*([{};,])\s*/g, '$1')
      .replace(/: /g, ':')
      .replace(/;}/g, '}')
      .replace(/ > /g, '>')
      .replace(/\b0\./g, '.'),
};

/** A tag needs no space before its end, and quotes only where a value holds more than letters, digits and dashes. */
function markup(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/ >/g, '>')
    .replace(/="([\w-]+)"(?=[ >])/g, '=$1');
}

/** The same module with its templates' texts made shorter; null when it has none. */
export function shorten(code: string, file: string): string | null {
  const texts: { start: number; end: number; text: string }[] = [];
  new Visitor({
    TaggedTemplateExpression: ({ tag, quasi }) => {
      const rule = tag.type === 'Identifier' ? shorter[tag.name] : undefined;
      if (!rule) return;
      for (const { start, end } of quasi.quasis)
        texts.push({ start, end, text: rule(code.slice(start, end)) });
    },
  }).visit(parseSync(file, code).program);
  if (texts.length === 0) return null;
  texts.sort((a, b) => b.start - a.start);
  return texts.reduce((all, { start, end, text }) => all.slice(0, start) + text + all.slice(end), code);
}
