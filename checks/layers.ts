import { dirname, join } from 'node:path/posix';
import { matches } from './glob.ts';
import { packages, table, testFiles, testsMay, workflowPackages, type Row } from './import-table.ts';
import { isComputed, parse, type Finding, type Import, type Source, type Tree } from './source.ts';

/**
 * Every import that the table does not allow, that leads nowhere, or whose file no row names.
 * @param tree the whole tree: imports are resolved against its paths
 * @param only the files to judge; all of them when absent
 * @throws {SyntaxError} a file that does not parse
 */
export function importFindings(tree: Tree, only: Iterable<string> = tree.keys()): Finding[] {
  return [...only].flatMap((path) => findingsOf(parse(path, tree.get(path) ?? ''), tree));
}

function findingsOf(source: Source, tree: Tree): Finding[] {
  const rows = rowsOf(source.path, tree);
  if (rows.length === 0)
    return [{ path: source.path, line: 1, message: 'no row of the import table names this file' }];
  return source.imports.flatMap((found) => {
    const message = judge(source.path, rows, found, tree);
    return message === null ? [] : [{ path: source.path, line: found.line, message }];
  });
}

/** What is wrong with the import, or null. */
function judge(from: string, rows: readonly Row[], found: Import, tree: Tree): string | null {
  if (isComputed(found)) return 'imports a path that is computed: nobody can tell what it reaches';
  if (!found.specifier.startsWith('.')) return judgePackage(from, found);
  const to = join(dirname(from), found.specifier);
  if (!tree.has(to) && !to.startsWith('prisma/gen/')) return `${found.specifier} leads to no file`;
  if (isTest(to) && !isTest(from)) return `${to} is for tests only`;
  if (isTest(from) && testMay(from, to)) return null;
  if (rows.some((row) => allows(row.may, from, to))) return null;
  if (!rows.some((row) => allows(row.types ?? [], from, to))) return `may not import ${to} (${names(rows)})`;
  return found.typeOnly ? null : `may import only types of ${to} (${names(rows)})`;
}

function judgePackage(from: string, { specifier, typeOnly }: Import): string | null {
  const rule = packages.find(({ name }) => matches(specifier, name));
  if (typeOnly || !rule || isTest(from) || rule.files.some((files) => matches(from, files))) return null;
  return `may not import ${specifier}: that is for ${rule.files.join(', ')}`;
}

/** The row that names the file; for a test, the rows of its neighbours. */
function rowsOf(path: string, tree: Tree): Row[] {
  const row = (of: string) =>
    table.filter(({ files }) => files.some((pattern) => matches(of, pattern))).slice(0, 1);
  if (!isTest(path)) return row(path);
  const folder = dirname(path).replace(/\/(fixtures|test)(\/.*)?$/, '');
  const neighbours = [...tree.keys()].filter((other) => dirname(other) === folder && !isTest(other));
  // A workflow is tested by a worker that runs it.
  if (neighbours.some((other) => other.endsWith('/workflow.ts'))) neighbours.push('workflows/worker.ts');
  return [...new Set([...neighbours, join(folder, 'any.ts')].flatMap(row))];
}

const isTest = (path: string) => testFiles.some((pattern) => matches(path, pattern));

function testMay(from: string, to: string): boolean {
  const folder = dirname(from).replace(/\/(fixtures|test)(\/.*)?$/, '');
  return isIn(to, folder) || testsMay.some((pattern) => matches(to, pattern));
}

/** In the folder or below; the root's own files are in the root only. */
const isIn = (path: string, folder: string) =>
  folder === '.' ? !path.includes('/') : path.startsWith(`${folder}/`);

function allows(patterns: readonly string[], from: string, to: string): boolean {
  const own = from.split('/').slice(0, 2).join('/');
  const matching = (pattern: string) => matches(to, pattern.replace('$own', own));
  const taken = patterns
    .filter((pattern) => pattern.startsWith('!'))
    .some((pattern) => matching(pattern.slice(1)));
  return !taken && patterns.some(matching);
}

const names = (rows: readonly Row[]) => rows.map(({ room }) => room).join(', ');

/** For each workflow.ts: what it reaches by values, and every package among that which its sandbox must not have. */
export function workflowFindings(tree: Tree): Finding[] {
  return reachedByWorkflows(tree).flatMap((source) =>
    source.imports
      .filter(({ typeOnly, specifier }) => !typeOnly && !specifier.startsWith('.'))
      .filter(({ specifier }) => !workflowPackages.some((name) => specifier === name))
      .map(({ specifier, line }) => ({
        path: source.path,
        line,
        message: `workflow code may not import ${specifier}`,
      })),
  );
}

/** All workflow.ts files and what they import by value, directly or not. */
export function reachedByWorkflows(tree: Tree): Source[] {
  const open = [...tree.keys()].filter((path) => matches(path, 'workflows/*/workflow.ts'));
  const reached = new Map<string, Source>();
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    const text = tree.get(path);
    if (reached.has(path) || text === undefined) continue;
    const source = parse(path, text);
    reached.set(path, source);
    const values = source.imports.filter(({ typeOnly, specifier }) => !typeOnly && specifier.startsWith('.'));
    open.push(...values.map(({ specifier }) => join(dirname(source.path), specifier)));
  }
  return [...reached.values()];
}
