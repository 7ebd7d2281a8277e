/** What a JSON value must look like, read from a type. References are looked up when they are needed: types point at each other. */
export type Shape =
  | { kind: 'any' | 'boolean' | 'null' | 'number' | 'string' }
  | { kind: 'literal'; value: unknown }
  | { kind: 'array'; item: Shape }
  | { kind: 'union'; of: Shape[] }
  | { kind: 'reference'; name: string; target: () => Shape }
  | ObjectShape;

export interface ObjectShape {
  kind: 'object';
  name: string;
  fields: Map<string, Field>;
  /** the shape of what has any other name; without it there must be nothing else */
  rest?: Shape;
}
export interface Field {
  shape: Shape;
  optional: boolean;
}

/** Stripe's times: whole seconds, of this century. Milliseconds would be far beyond. */
const TIME = /^(created|available_on|capture_before|expires_at|canceled_at)$/;
const [FIRST_SECOND, LAST_SECOND] = [1_000_000_000, 4_000_000_000];

/**
 * Where a value differs from a shape, each place with its path: a key that the type does not have, one that is
 * always there and missing, a value of another type, a word that is not among the listed, a fraction.
 */
export function problems(value: unknown, shape: Shape, path: string): string[] {
  const real = follow(shape);
  switch (real.kind) {
    case 'any':
      return [];
    case 'null':
      return value === null ? [] : [`${path}: is not null`];
    case 'literal':
      return value === real.value
        ? []
        : [`${path}: ${JSON.stringify(value)} is not ${JSON.stringify(real.value)}`];
    case 'number':
      return numberProblems(value, path);
    case 'boolean':
    case 'string':
      return typeof value === real.kind ? [] : [`${path}: ${JSON.stringify(value)} is no ${real.kind}`];
    case 'array':
      if (!Array.isArray(value)) return [`${path}: is no array`];
      return value.flatMap((item, index) => problems(item, real.item, `${path}[${index}]`));
    case 'object':
      return objectProblems(value, real, path);
    case 'union':
      return unionProblems(value, real.of, path);
  }
}

type Followed = Exclude<Shape, { kind: 'reference' }>;

function follow(shape: Shape): Followed {
  let real = shape;
  while (real.kind === 'reference') real = real.target();
  return real;
}

function numberProblems(value: unknown, path: string): string[] {
  if (typeof value !== 'number') return [`${path}: ${JSON.stringify(value)} is no number`];
  if (!Number.isSafeInteger(value)) return [`${path}: ${value} is not whole`];
  const isTime = TIME.test(path.slice(path.lastIndexOf('.') + 1));
  if (isTime && (value < FIRST_SECOND || value > LAST_SECOND))
    return [`${path}: ${value} is no time in seconds`];
  return [];
}

function objectProblems(value: unknown, shape: ObjectShape, path: string): string[] {
  if (!isHash(value)) return [`${path}: is no ${shape.name}`];
  const found: string[] = [];
  for (const [key, inner] of Object.entries(value)) {
    const expected = shape.fields.get(key)?.shape ?? shape.rest;
    if (expected) found.push(...problems(inner, expected, `${path}.${key}`));
    else found.push(`${path}.${key}: is not in ${shape.name}`);
  }
  for (const [key, { optional }] of shape.fields) {
    const expected = !optional || key === value['type']; // what is of type `card` has a `card`, though its type says `card?`
    if (expected && !Object.hasOwn(value, key)) found.push(`${path}.${key}: is missing from ${shape.name}`);
  }
  return found;
}

function unionProblems(value: unknown, choices: Shape[], path: string): string[] {
  const real = choices
    .map(follow)
    .flatMap((choice) => (choice.kind === 'union' ? choice.of.map(follow) : choice));
  if (isHash(value)) {
    const objects = real.filter((choice) => choice.kind === 'object' && isOfItsKind(value, choice));
    if (objects.length === 0) return [`${path}: is none of the objects that may be here`];
    return fewest(objects.map((choice) => problems(value, choice, path)));
  }
  const plain = real.filter((choice) => choice.kind !== 'object');
  const answers = plain.map((choice) => problems(value, choice, path));
  if (answers.some((answer) => answer.length === 0)) return [];
  if (Array.isArray(value)) return fewest(answers);
  return [`${path}: ${JSON.stringify(value)} is not what the type allows`];
}

/** Objects say what they are by a literal: `object: 'charge'`, and an event by its `type`. */
function isOfItsKind(value: Record<string, unknown>, { fields }: ObjectShape): boolean {
  return ['object', 'type', 'deleted'].every((key) => {
    const declared = fields.get(key);
    if (!declared) return true;
    const expected = follow(declared.shape);
    return expected.kind !== 'literal' || declared.optional || expected.value === value[key];
  });
}

function fewest(answers: string[][]): string[] {
  return answers.toSorted((a, b) => a.length - b.length)[0] ?? [];
}

function isHash(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
