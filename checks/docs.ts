import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root, type Finding, type Tree } from './source.ts';

/** A setting as the code has it, or as the page says it: its default is '' where there is none. */
export type Settings = ReadonlyMap<string, string>;

/** The variables that config.ts reads, with their defaults, from its source: `NAME: … .default('x')` or `port(0)`. */
export function settingsInCode(source: string): Settings {
  const shape = /const shape = z\.object\(\{(.*?)\n\}\);/s.exec(source)?.[1] ?? '';
  const properties = shape.split(/\n {2}(?=[A-Z][A-Z_]+:)/).slice(1);
  return new Map(
    properties.map((property) => {
      const [name = ''] = property.split(':');
      return [name, /(?:\.default|: port)\('?([^')]*)'?\)/.exec(property)?.[1] ?? ''];
    }),
  );
}

/** The rows of the configuration table of docs/operate.md. */
export function settingsInPage(page: string): Settings {
  return new Map(
    [...page.matchAll(/^\| `([A-Z_]+)` *\| *([^|]*?) *\|/gm)].map((row) => [row[1] ?? '', row[2] ?? '']),
  );
}

/** Links and mentions of pages that lead nowhere: Markdown links in pages, `docs/….md` in code. */
export function deadLinks(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) =>
      targetsOf(path, line)
        .filter((target) => !existsSync(join(root, target)))
        .map((target) => ({ path, line: index + 1, message: `${target} is not there` })),
    ),
  );
}

function targetsOf(path: string, line: string): string[] {
  const mentioned = [...line.matchAll(/(?<![\w/.-])docs\/[\w/-]+\.(?:md|png|svg)/g)].map(
    ([target]) => target,
  );
  if (!path.endsWith('.md')) return mentioned;
  const linked = [...line.matchAll(/\]\((?!\w+:|#)([^)#\s]+)/g)].map(([, target = '']) =>
    join(dirname(path), target),
  );
  return [...mentioned, ...linked];
}
