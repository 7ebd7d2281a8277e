import { isBuiltin } from 'node:module';
import { matches } from './glob.ts';
import { Visitor } from 'oxc-parser';
import { environmentReaders, testFiles } from './import-table.ts';
import { reachedByWorkflows } from './layers.ts';
import { parse, type Finding, type Source, type Tree } from './source.ts';

type Statement = Source['program']['body'][number];
type Declarator = Extract<Statement, { type: 'VariableDeclaration' }>['declarations'][number];

/** Places where the environment is read outside the files that may: everything else gets its settings passed in. */
export function environmentFindings(tree: Tree): Finding[] {
  return sourcesOf(tree)
    .filter(({ path }) => !environmentReaders.some((pattern) => matches(path, pattern)))
    .flatMap((source) =>
      visit(source, (found) => ({
        MemberExpression: (node) => {
          const { object, property } = node;
          const named =
            property.type === 'Identifier'
              ? property.name
              : property.type === 'Literal'
                ? property.value
                : '';
          if (object.type !== 'Identifier' || object.name !== 'process' || named !== 'env') return;
          found(node.start, 'reads the environment: take the value from config.ts, by an entry point');
        },
        ImportDeclaration: (node) => {
          const env = node.specifiers.some(
            ({ type, local }) => type === 'ImportSpecifier' && local.name === 'env',
          );
          if (env && node.source.value.endsWith('process')) found(node.start, 'reads the environment');
        },
      })),
    );
}

/** Syntax that cannot be erased, and casts that silence the type checker. */
export function syntaxFindings(tree: Tree): Finding[] {
  return sourcesOf(tree).flatMap((source) =>
    visit(source, (found) => ({
      TSEnumDeclaration: (node) => found(node.start, 'enum: a union of literals says the same'),
      TSModuleDeclaration: (node) => {
        if (node.kind === 'namespace') found(node.start, 'namespace: a module is one already');
      },
      TSAsExpression: ({ expression, start }) => {
        const twice =
          expression.type === 'TSAsExpression' && expression.typeAnnotation.type === 'TSUnknownKeyword';
        if (twice) found(start, 'as unknown as: narrow it by a check');
      },
    })),
  );
}

/** Written statements that go through Prisma's engine: `queryRows` and `execute` spare them that where it can be. */
export function rawQueryFindings(tree: Tree): Finding[] {
  const isHeld = ({ path }: Source) =>
    /^(api|workflows)\//.test(path) && !testFiles.some((pattern) => matches(path, pattern));
  return sourcesOf(tree)
    .filter(isHeld)
    .flatMap((source) =>
      visit(source, (found) => ({
        MemberExpression: ({ property, start }) => {
          if (property.type === 'Identifier' && /^\$(queryRaw|executeRaw)/.test(property.name))
            found(start, 'a raw query of Prisma: prisma/rows.ts runs written statements');
        },
      })),
    );
}

/** Module state that a workflow could change: the sandbox is kept between runs, so it would leak from one to the next. */
export function workflowStateFindings(tree: Tree): Finding[] {
  return reachedByWorkflows(tree).flatMap(({ path, program, lineOf }) =>
    program.body.flatMap((statement) => {
      const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
      if (declaration?.type !== 'VariableDeclaration') return [];
      const at = { path, line: lineOf(declaration.start) };
      if (declaration.kind !== 'const') return [{ ...at, message: `module-level ${declaration.kind}` }];
      return declaration.declarations.some(isMutable)
        ? [{ ...at, message: 'module-level container that can change' }]
        : [];
    }),
  );
}

const readOnlyTypes = /^(Readonly\w*|StateTable)$/;

function isMutable({ id, init }: Declarator): boolean {
  const type = id.type === 'Identifier' ? id.typeAnnotation?.typeAnnotation : undefined;
  if (type?.type === 'TSTypeOperator' && type.operator === 'readonly') return false;
  if (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    readOnlyTypes.test(type.typeName.name)
  )
    return false;
  if (init?.type === 'NewExpression')
    return init.callee.type === 'Identifier' && /(Map|Set|Array|Buffer)$/.test(init.callee.name);
  return init?.type === 'ObjectExpression' || init?.type === 'ArrayExpression'; // `as const` and Object.freeze have other types
}

/** Packages that the product needs when it runs, and that an install without development packages would not bring. */
export function dependencyFindings(tree: Tree, dependencies: ReadonlySet<string>): Finding[] {
  const product = ['api/**', 'workflows/**', 'prisma/**', 'widget/**', 'config.ts'];
  const inProduct = (path: string) => product.some((pattern) => matches(path, pattern));
  const forBuilding = [...testFiles, '**/*.config.ts'];
  const shipped = (path: string) => inProduct(path) && !forBuilding.some((pattern) => matches(path, pattern));
  return sourcesOf(tree)
    .filter(({ path }) => shipped(path))
    .flatMap(({ path, imports }) =>
      imports
        .filter(({ specifier, typeOnly }) => !typeOnly && !specifier.startsWith('.') && !isBuiltin(specifier))
        .filter(({ specifier }) => !dependencies.has(packageOf(specifier)))
        .map(({ specifier, line }) => ({
          path,
          line,
          message: `${specifier} is not among the dependencies`,
        })),
    );
}

const packageOf = (specifier: string) =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

// Written so that this file does not find itself.
const machinePath = new RegExp(
  `(?:^|[^\\w.~/-])(?:/(?:${['home', 'root', 'work', 'Users'].join('|')})/\\w|[A-Z]:\\\\\\\\?Users)`,
);

/** Lines, in any text file, with a path that only one person's machine has. */
export function machinePathFindings(tree: Tree): Finding[] {
  return [...tree].flatMap(([path, text]) =>
    text.split('\n').flatMap((line, index) => {
      return machinePath.test(line)
        ? [{ path, line: index + 1, message: `a path of one machine: ${line.trim()}` }]
        : [];
    }),
  );
}

const sourcesOf = (tree: Tree) =>
  [...tree].filter(([path]) => path.endsWith('.ts')).map(([path, text]) => parse(path, text));

type Handlers = ConstructorParameters<typeof Visitor>[0];

function visit(
  { path, program, lineOf }: Source,
  handlers: (found: (at: number, message: string) => void) => Handlers,
): Finding[] {
  const findings: Finding[] = [];
  new Visitor(handlers((at, message) => void findings.push({ path, line: lineOf(at), message }))).visit(
    program,
  );
  return findings;
}
