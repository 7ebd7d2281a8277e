import { matches } from './glob.ts';
import { Visitor } from 'oxc-parser';
import { parse, readTree, type Finding, type Source, type Tree } from './source.ts';

const FUNCTION_LINES_MAX = 70;
const FILE_LINES_MAX = 350;

/** Files that a tool writes: nobody reads them from top to bottom. */
const generated = ['prisma/gen/**', '**/histories/**'];

export interface Sizes {
  readonly files: readonly number[];
  readonly functions: readonly number[];
  readonly tooLong: readonly Finding[];
}

/**
 * Lines of every file and function of the tree, and those above the bounds.
 * A function counts from its first line to its last, blank lines and comments in it left out; a test's callback is no function here.
 */
export function sizesOf(tree: Tree): Sizes {
  const written = [...tree].filter(([path]) => !generated.some((pattern) => matches(path, pattern)));
  const files = written.map(([path, text]) => ({ path, line: 1, lines: text.split('\n').length - 1 }));
  const functions = written.flatMap(([path, text]) => functionsOf(parse(path, text), text));
  const over = (max: number, what: string) => (found: { path: string; line: number; lines: number }) =>
    found.lines > max
      ? [{ path: found.path, line: found.line, message: `${what} of ${found.lines} lines (at most ${max})` }]
      : [];
  return {
    files: files.map(({ lines }) => lines),
    functions: functions.map(({ lines }) => lines),
    tooLong: [
      ...files.flatMap(over(FILE_LINES_MAX, 'file')),
      ...functions.flatMap(over(FUNCTION_LINES_MAX, 'function')),
    ],
  };
}

function functionsOf(
  { path, program, lineOf }: Source,
  text: string,
): { path: string; line: number; lines: number }[] {
  const lines = text.split('\n');
  const found: { path: string; line: number; lines: number }[] = [];
  const add = (node: { start: number; end: number }) => {
    const first = lineOf(node.start);
    const code = lines
      .slice(first - 1, lineOf(node.end))
      .filter((line) => !/^\s*(\/\/.*|\/?\*.*)?$/.test(line));
    found.push({ path, line: first, lines: code.length });
  };
  const inTest = path.endsWith('.test.ts');
  new Visitor({
    FunctionDeclaration: add,
    FunctionExpression: add,
    ArrowFunctionExpression: (node) => {
      if (!inTest) add(node);
    },
  }).visit(program);
  return found;
}

/** The value below which the given part of the numbers lies; 0 for none. */
export function quantile(numbers: readonly number[], part: number): number {
  const sorted = numbers.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

function report({ files, functions, tooLong }: Sizes): string {
  const row = (name: string, lines: readonly number[]) =>
    `${name.padEnd(10)} ${[lines.length, quantile(lines, 0.5), quantile(lines, 0.9), Math.max(0, ...lines)].map((n) => String(n).padStart(8)).join('')}`;
  const head = `${''.padEnd(10)} ${['number', 'median', 'p90', 'longest'].map((word) => word.padStart(8)).join('')}`;
  const long = tooLong.map(({ path, line, message }) => `${path}:${line} ${message}`);
  return [head, row('files', files), row('functions', functions), ...long].join('\n');
}

if (import.meta.main) {
  const sizes = sizesOf(readTree(['.ts', '.mjs']));
  console.log(report(sizes));
  if (sizes.tooLong.length > 0) process.exitCode = 1;
}
