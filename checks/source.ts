import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync, Visitor, type ParseResult } from 'oxc-parser';

export const root = fileURLToPath(new URL('..', import.meta.url));

/** Path from the root, with `/` → the file's text. */
export type Tree = ReadonlyMap<string, string>;

export interface Finding {
  readonly path: string;
  readonly line: number;
  readonly message: string;
}

export const said = ({ path, line, message }: Finding) => `${path}:${line} ${message}`;

export interface Import {
  readonly specifier: string;
  /** Gone when the types are stripped. `import { type X }` is not: the module still runs. */
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A file that parses, and where its lines begin. */
export interface Source {
  readonly path: string;
  readonly program: ParseResult['program'];
  readonly imports: readonly Import[];
  lineOf(offset: number): number;
}

/** Paths that git knows or would take up, and that still exist. */
export function pathsInTree(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((path) => path !== '');
}

/** Every file with one of the endings; a symlink's target is listed under its own path only. */
export function readTree(endings: readonly string[]): Tree {
  const wanted = pathsInTree().filter((path) => endings.some((ending) => path.endsWith(ending)));
  return new Map(wanted.flatMap((path) => textOf(path).map((text): [string, string] => [path, text])));
}

function textOf(path: string): string[] {
  try {
    return [readFileSync(join(root, path), 'utf8')];
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'EISDIR'))
      return []; // deleted, or a symlinked folder
    throw error;
  }
}

const parsed = new Map<string, { text: string; source: Source }>();

/** @throws {SyntaxError} a file that does not parse, with its path */
export function parse(path: string, text: string): Source {
  const known = parsed.get(path);
  if (known?.text === text) return known.source;
  const source = parseAnew(path, text);
  parsed.set(path, { text, source });
  return source;
}

function parseAnew(path: string, text: string): Source {
  const { program, errors } = parseSync(path, text);
  const first = errors[0];
  if (first) throw new SyntaxError(`${path}: ${first.message}`);
  const lineOf = (offset: number) => text.slice(0, offset).split('\n').length;
  return { path, program, lineOf, imports: importsOf(program, lineOf) };
}

const COMPUTED = '(computed)';

/** Static, re-exported, dynamic and type imports, and files named by `new URL('…', import.meta.url)`. */
function importsOf(program: ParseResult['program'], lineOf: (offset: number) => number): Import[] {
  const found: Import[] = [];
  const add = (specifier: string, typeOnly: boolean, at: number) =>
    void found.push({ specifier, typeOnly, line: lineOf(at) });
  new Visitor({
    ImportDeclaration: (node) => add(node.source.value, node.importKind === 'type', node.start),
    ExportAllDeclaration: (node) => add(node.source.value, node.exportKind === 'type', node.start),
    ExportNamedDeclaration: (node) => {
      if (node.source) add(node.source.value, node.exportKind === 'type', node.start);
    },
    ImportExpression: (node) => add(constantOf(node.source) ?? COMPUTED, false, node.start),
    TSImportType: (node) => add(node.source.value, true, node.start),
    TSExternalModuleReference: (node) => add(node.expression.value, false, node.start),
    NewExpression: (node) => {
      const named = node.arguments[0];
      if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || node.arguments.length !== 2)
        return;
      const path = named === undefined ? null : constantOf(named);
      if (path !== null && /^\.{1,2}\/.*\.ts$/.test(path)) add(path, false, node.start);
    },
  }).visit(program);
  return found;
}

function constantOf(node: { type: string }): string | null {
  if (node.type === 'Literal' && 'value' in node && typeof node.value === 'string') return node.value;
  return null;
}

export const isComputed = ({ specifier }: Import) => specifier === COMPUTED;
