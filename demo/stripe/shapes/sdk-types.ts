import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseSync } from 'oxc-parser';
import type { ParseResult } from 'oxc-parser';
import type { Field, ObjectShape, Shape } from './shape.ts';

type Statement = ParseResult['program']['body'][number];
type Declared = Extract<Statement, { type: 'TSInterfaceDeclaration' | 'TSTypeAliasDeclaration' }>;
type Interface = Extract<Declared, { type: 'TSInterfaceDeclaration' }>;
type Member = Interface['body']['body'][number];
type Type = Extract<Declared, { type: 'TSTypeAliasDeclaration' }>['typeAnnotation'];
type Reference = Extract<Type, { type: 'TSTypeReference' }>;
type Heritage = Interface['extends'][number]['expression'];

/** A file or a namespace in it: what is declared there by name, and what is around it. */
interface Scope {
  file: string;
  types: Map<string, Declared>;
  namespaces: Map<string, Scope>;
  /** name here → its file, and its name there (`*` for the whole file) */
  imports: Map<string, { file: string; name: string }>;
  /** files whose exports are this one's too */
  passedOn: string[];
  outer?: Scope;
}

/** Where `stripe` keeps the declarations of its resources. */
const RESOURCES = dirname(fileURLToPath(import.meta.resolve('stripe')));
const scopes = new Map<string, Scope>();

/**
 * The shape of one of the SDK's exported types.
 * @param file under `stripe/esm`: `resources/Charges`
 * @param name with its namespaces: `Charge.Outcome`
 * @throws {Error} no such file, or no such type in it
 */
export function sdkType(file: string, name: string): Shape {
  return lookUp(fileScope(join(RESOURCES, `${file}.d.ts`)), name.split('.'));
}

function fileScope(file: string): Scope {
  const known = scopes.get(file);
  if (known) return known;
  const { program, errors } = parseSync(file, readFileSync(file, 'utf8'));
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  const scope = scopeOf(file, program.body);
  scopes.set(file, scope);
  return scope;
}

function scopeOf(file: string, body: readonly Statement[], outer?: Scope): Scope {
  const scope: Scope = {
    file,
    types: new Map(),
    namespaces: new Map(),
    imports: new Map(),
    passedOn: [],
    ...(outer && { outer }),
  };
  for (const statement of body) enter(scope, statement);
  return scope;
}

function enter(scope: Scope, statement: Statement): void {
  const there = (specifier: string) => join(dirname(scope.file), specifier.replace(/\.js$/, '.d.ts'));
  switch (statement.type) {
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      scope.types.set(statement.id.name, statement);
      return;
    case 'TSModuleDeclaration':
      if (statement.id.type === 'Identifier' && statement.body && 'body' in statement.body)
        scope.namespaces.set(statement.id.name, scopeOf(scope.file, statement.body.body, scope));
      return;
    case 'ImportDeclaration':
      for (const specifier of statement.specifiers) {
        const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : '*';
        scope.imports.set(specifier.local.name, { file: there(statement.source.value), name: imported });
      }
      return;
    case 'ExportAllDeclaration':
      scope.passedOn.push(there(statement.source.value));
      return;
    case 'ExportNamedDeclaration':
      if (statement.declaration) return enter(scope, statement.declaration);
      for (const { local, exported } of statement.specifiers) {
        if (statement.source)
          scope.imports.set(nameOf(exported), { file: there(statement.source.value), name: nameOf(local) });
      }
      return;
    default: // classes and constants are no shapes
  }
}

/** The type that a name means here: of this scope or one around it, imported, or passed on. */
function lookUp(scope: Scope, path: readonly string[]): Shape {
  for (let here: Scope | undefined = scope; here; here = here.outer) {
    const found = within(here, path);
    if (found) return found;
  }
  throw new Error(`${scope.file} has no type ${path.join('.')}`);
}

function within(scope: Scope, [first = '', ...rest]: readonly string[]): Shape | undefined {
  const inner = scope.namespaces.get(first);
  if (rest.length > 0 && inner) return within(inner, rest);
  const declared = scope.types.get(first);
  if (rest.length === 0 && declared) return declaredShape(scope, declared);
  const imported = scope.imports.get(first);
  if (imported) {
    const path = imported.name === '*' ? rest : [imported.name, ...rest];
    return within(fileScope(imported.file), path);
  }
  for (const file of scope.passedOn) {
    const found = within(fileScope(file), [first, ...rest]);
    if (found) return found;
  }
  return undefined;
}

const shapes = new Map<Declared, Shape>();

function declaredShape(scope: Scope, declared: Declared): Shape {
  const known = shapes.get(declared);
  if (known) return known;
  const shape =
    declared.type === 'TSInterfaceDeclaration'
      ? interfaceShape(scope, declared)
      : typeShape(scope, declared.typeAnnotation, declared.id.name);
  shapes.set(declared, shape);
  return shape;
}

function interfaceShape(scope: Scope, { id, extends: parents, body }: Interface): ObjectShape {
  const inherited = parents.flatMap(({ expression }) => {
    const parent = lookUp(scope, pathOf(expression));
    return parent.kind === 'object' ? [...parent.fields] : [];
  });
  const { fields, rest } = membersOf(scope, body.body, id.name);
  return {
    kind: 'object',
    name: id.name,
    fields: new Map([...inherited, ...fields]),
    ...(rest && { rest }),
  };
}

function membersOf(
  scope: Scope,
  members: readonly Member[],
  name: string,
): { fields: Map<string, Field>; rest?: Shape } {
  const fields = new Map<string, Field>();
  let rest: Shape | undefined;
  for (const member of members) {
    if (member.type === 'TSIndexSignature')
      rest = typeShape(scope, member.typeAnnotation.typeAnnotation, name);
    if (member.type !== 'TSPropertySignature' || !member.typeAnnotation) continue;
    const shape = typeShape(scope, member.typeAnnotation.typeAnnotation, name);
    fields.set(nameOf(member.key), { shape, optional: member.optional });
  }
  return { fields, ...(rest && { rest }) };
}

function typeShape(scope: Scope, type: Type, name: string): Shape {
  switch (type.type) {
    case 'TSStringKeyword':
      return { kind: 'string' };
    case 'TSNumberKeyword':
      return { kind: 'number' };
    case 'TSBooleanKeyword':
      return { kind: 'boolean' };
    case 'TSNullKeyword':
      return { kind: 'null' };
    case 'TSUnknownKeyword':
      return { kind: 'any' };
    case 'TSVoidKeyword': // a key that must not be there
      return { kind: 'literal', value: undefined };
    case 'TSLiteralType':
      return { kind: 'literal', value: 'value' in type.literal ? type.literal.value : undefined };
    case 'TSArrayType':
      return { kind: 'array', item: typeShape(scope, type.elementType, name) };
    case 'TSTypeLiteral':
      return { kind: 'object', name, ...membersOf(scope, type.members, name) };
    case 'TSUnionType':
      return unionShape(scope, type.types, name);
    case 'TSTypeReference':
      return referenceShape(scope, type, name);
    default:
      throw new Error(`${scope.file}: ${name} has a ${type.type}, which nothing here reads`);
  }
}

/**
 * A list of words ends in `OtherString`, as Stripe may add one. The sandbox speaks for one version: it must keep
 * to the words that the list has.
 */
function unionShape(scope: Scope, types: readonly Type[], name: string): Shape {
  const closed = types.filter(
    (type) => type.type !== 'TSTypeReference' || pathOf(type.typeName).join('.') !== 'OtherString',
  );
  return { kind: 'union', of: closed.map((type) => typeShape(scope, type, name)) };
}

function referenceShape(scope: Scope, type: Reference, name: string): Shape {
  const path = pathOf(type.typeName);
  const [argument] = type.typeArguments?.params ?? [];
  if (path[0] === 'Array' && argument) return { kind: 'array', item: typeShape(scope, argument, name) };
  if (path[0] === 'Partial' && argument) return partial(typeShape(scope, argument, name), path.join('.'));
  return { kind: 'reference', name: path.join('.'), target: () => lookUp(scope, path) };
}

/**
 * Of a changed object only what changed, as it was before. The type says so of the object only; recordings show the
 * same of the hashes in it, and null for a key that is new.
 */
export function partial(shape: Shape, name: string): Shape {
  const target = (): Shape => {
    let real = shape;
    while (real.kind === 'reference') real = real.target();
    if (real.kind === 'union') return { ...real, of: real.of.map((choice) => partial(choice, name)) };
    if (real.kind !== 'object') return real;
    const fields = [...real.fields].map(([key, field]): [string, Field] => [
      key,
      { shape: partial(field.shape, name), optional: true },
    ]);
    const rest = real.rest && orNull(real.rest);
    return { ...real, fields: new Map(fields), ...(rest && { rest }) };
  };
  return { kind: 'reference', name, target };
}

const orNull = (shape: Shape): Shape => ({ kind: 'union', of: [shape, { kind: 'null' }] });

/** `A.B.C` → ['A', 'B', 'C'] */
function pathOf(name: Reference['typeName'] | Heritage): string[] {
  if (name.type === 'Identifier') return [name.name];
  if (name.type === 'TSQualifiedName') return [...pathOf(name.left), name.right.name];
  if (name.type === 'MemberExpression' && name.property.type === 'Identifier')
    return [...pathOf(name.object), name.property.name];
  throw new Error(`a type is named by a ${name.type}`);
}

function nameOf(node: object): string {
  if ('name' in node && typeof node.name === 'string') return node.name;
  return 'value' in node ? String(node.value) : '';
}
