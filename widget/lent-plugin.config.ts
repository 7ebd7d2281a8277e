import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parseSync } from 'oxc-parser';
import type { Plugin } from 'vite';
import { workedOutFile } from './worked-out-plugin.config.ts';

const LENT = '\0lent:';
const lit = 'lit';

/** What a later part uses of the first one: file (or `lit`) → names of its exports. */
export type Lent = Map<string, Set<string>>;

/**
 * Lets the part that is loaded later (by `import()`) use what the first one has, without importing it by its name: a
 * page that asks for the script as `onward-pay.js?v=2` would get a second copy of all of it. The first part lays what
 * is wanted down as `lent` at the class of its element, which the page's list of elements gives back: always the
 * same copy that loads the part, as a copy that comes second defines nothing and so loads nothing.
 * @param entry the first part's file
 * @param element name of the element that it defines
 */
export function lent(entry: string, element: string): Plugin {
  let first: ReadonlySet<string> = new Set();
  let wanted: Lent = new Map();
  return {
    name: 'lent',
    apply: 'build',
    applyToEnvironment: ({ config }) => JSON.stringify(config.build.lib).includes(entry),
    buildStart() {
      first = reached(entry);
      wanted = lentBy(entry);
    },
    resolveId: {
      order: 'pre',
      handler(source, importer, { kind }) {
        if (!importer || kind === 'dynamic-import' || first.has(importer)) return null;
        const file = fileOf(source, importer);
        return file && wanted.has(file) ? LENT + file : null;
      },
    },
    load: (id) =>
      id.startsWith(LENT)
        ? `export const { ${[...(wanted.get(id.slice(LENT.length)) ?? [])].join(', ')} } = customElements.get('${element}').lent;`
        : null,
    transform: {
      order: 'pre',
      handler: (code, id) => (id === entry ? laidDown(code, element, wanted) : null),
    },
  };
}

/** The first part's code, which lays down what is wanted before the element is defined. */
function laidDown(code: string, element: string, wanted: Lent): string {
  const imports = [...wanted].map(([file, names]) => `import { ${[...names].join(', ')} } from '${file}';`);
  const names = [...wanted.values()].flatMap((some) => [...some]);
  const define = `customElements.define('${element}', `;
  if (!code.includes(define)) throw new Error(`no ${define}`);
  const twice = names.filter((name, index) => names.indexOf(name) < index);
  if (twice.length > 0) throw new Error(`lent under one name from two files: ${twice.join(', ')}`);
  const lay = (rest: string) =>
    `customElements.define('${element}', Object.assign(${rest}, { lent: { ${names.join(', ')} } })`;
  return `${imports.join('\n')}\n${code.replace(/customElements\.define\('[\w-]+', (\w+)/, (_, name: string) => lay(name))}`;
}

/** What the later parts of an entry take from its first part. */
export function lentBy(entry: string): Lent {
  const first = reached(entry);
  const wanted: Lent = new Map();
  const later = [...first].flatMap((file) => importsOf(file).later);
  for (const file of new Set(later.flatMap((part) => [...reached(part, first)]))) {
    for (const { from, names } of importsOf(file).now) {
      if (from !== lit && !first.has(from)) continue;
      const known = wanted.get(from) ?? new Set();
      wanted.set(from, new Set([...known, ...names]));
    }
  }
  return wanted;
}

/** A file and all that it imports, without those left out; types are nothing. */
function reached(
  file: string,
  without: ReadonlySet<string> = new Set(),
  seen = new Set<string>(),
): Set<string> {
  if (file === lit || seen.has(file) || without.has(file)) return seen;
  seen.add(file);
  for (const { from } of importsOf(file).now) reached(from, without, seen);
  return seen;
}

interface Imports {
  /** By `import … from`. */
  now: { from: string; names: string[] }[];
  /** By `import()`. */
  later: string[];
}

function importsOf(file: string): Imports {
  if (file === workedOutFile) return { now: [], later: [] };
  const text = readFileSync(file, 'utf8');
  const { module } = parseSync(file, text);
  return {
    now: module.staticImports.flatMap(({ moduleRequest, entries }) => {
      const from = fileOf(moduleRequest.value, file);
      const names = entries.flatMap(({ isType, importName }) => (isType ? [] : (importName.name ?? [])));
      return from && (names.length > 0 || entries.length === 0) ? [{ from, names }] : [];
    }),
    later: module.dynamicImports.flatMap(
      ({ moduleRequest: { start, end } }) => fileOf(text.slice(start + 1, end - 1), file) ?? [],
    ),
  };
}

const fileOf = (source: string, importer: string): string | undefined =>
  source === lit ? lit : source.startsWith('.') ? join(dirname(importer), source) : undefined;
