import { invalidParam, notInSandbox } from './errors.ts';
import type { FormHash, FormValue } from './form-body.ts';

/**
 * Reads one parameter, or refuses it in Stripe's words.
 * @param name as the caller wrote it: `automatic_payment_methods[enabled]`
 */
export type Rule<T> = (value: FormValue, name: string) => T;
export type Shape = Record<string, Rule<unknown>>;
export type Read<S extends Shape> = { [K in keyof S]?: ReturnType<S[K]> };

/**
 * Read a hash of parameters. Names that the shape does not list are refused, however deep.
 * @throws {StripeError} 400 `parameter_unknown`, `parameter_missing` or the rule's own
 */
export function readParams<S extends Shape, R extends keyof S & string = never>(
  shape: S,
  form: FormHash,
  required: readonly R[] = [],
  prefix = '',
): Read<S> & { [K in R]: ReturnType<S[K]> } {
  const nameOf = (key: string) => (prefix === '' ? key : `${prefix}[${key}]`);
  refuseUnknown(
    Object.keys(form)
      .filter((key) => !Object.hasOwn(shape, key))
      .map(nameOf),
  );
  for (const key of required) {
    if (form[key] === undefined) throw missing(nameOf(key));
  }
  const entries = Object.entries(form).map(([key, value]) => [key, shape[key]?.(value, nameOf(key))]);
  return Object.fromEntries(entries) as Read<S> & { [K in R]: ReturnType<S[K]> }; // each by its own rule
}

function refuseUnknown(names: string[]): void {
  const [first] = names;
  if (first === undefined) return;
  const message = `Received unknown parameter${names.length > 1 ? 's' : ''}: ${names.join(', ')}`;
  throw invalidParam(message, first, 'parameter_unknown');
}

export function missing(name: string) {
  return invalidParam(`Missing required param: ${name}.`, name, 'parameter_missing');
}

/** In characters: a picture is one, though JavaScript counts it as two. */
export const lengthOf = (words: string): number => [...words].length;

/** Text, not empty. */
export function text(lengthMax = 5000): Rule<string> {
  return (value, name) => {
    if (typeof value !== 'string') throw invalidParam('Invalid string', name);
    if (value === '') throw empty(name);
    if (lengthOf(value) > lengthMax) {
      throw invalidParam(
        `Invalid string: ${value.slice(0, 20)}…; must be at most ${lengthMax} characters`,
        name,
      );
    }
    return value;
  };
}

/** An address that mail could be sent to, as far as its form goes. */
export function email(lengthMax = 5000): Rule<string> {
  return (value, name) => {
    const address = text(lengthMax)(value, name);
    if (/^[^\s@]+@[^\s@]+\.[^\s@.]+$/.test(address)) return address;
    throw invalidParam(`Invalid email address: ${address.slice(0, 100)}`, name, 'email_invalid');
  };
}

/** A whole number within bounds. */
export function integer(min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER): Rule<number> {
  return (value, name) => {
    if (value === '') throw empty(name);
    const number = typeof value === 'string' && /^-?\d{1,16}$/.test(value) ? Number(value) : NaN;
    if (!Number.isSafeInteger(number)) {
      const shown = typeof value === 'string' ? value : 'hash';
      throw invalidParam(`Invalid integer: ${shown}`, name, 'parameter_invalid_integer');
    }
    if (number < min) {
      throw invalidParam(
        `This value must be greater than or equal to ${min}.`,
        name,
        'parameter_invalid_integer',
      );
    }
    if (number > max) {
      throw invalidParam(
        `This value must be less than or equal to ${max} (it currently is '${number}').`,
        name,
        'parameter_invalid_integer',
      );
    }
    return number;
  };
}

export const flag: Rule<boolean> = (value, name) => {
  if (value === 'true') return true;
  if (value === 'false') return false;
  throw invalidParam(`Invalid boolean: ${typeof value === 'string' ? value : 'hash'}`, name);
};

export function oneOf<const T extends string>(...choices: readonly T[]): Rule<T> {
  return (value, name) => {
    const choice = choices.find((candidate) => candidate === value);
    if (choice === undefined) {
      const last =
        choices.length > 1 ? `${choices.slice(0, -1).join(', ')}, or ${choices.at(-1)}` : choices[0];
      throw invalidParam(`Invalid ${name}: must be one of ${last}`, name);
    }
    return choice;
  };
}

export function hash<S extends Shape, R extends keyof S & string = never>(
  shape: S,
  required: readonly R[] = [],
) {
  return (value: FormValue, name: string) => {
    if (typeof value === 'string') throw invalidParam('Invalid object', name);
    return readParams(shape, value, required, name);
  };
}

export function list<T>(item: Rule<T>): Rule<T[]> {
  return (value, name) => {
    if (typeof value === 'string') throw invalidParam('Invalid array', name);
    return Object.entries(value).map(([index, inner]) => {
      if (!/^\d+$/.test(index)) throw invalidParam('Invalid array', name);
      return item(inner, `${name}[${index}]`);
    });
  };
}

/** Empty text unsets the value. */
export function unsettable<T>(rule: Rule<T>): Rule<T | null> {
  return (value, name) => (value === '' ? null : rule(value, name));
}

/** Either form is allowed: the hash, or the plain value. */
export function either<A, B>(plain: Rule<A>, nested: Rule<B>): Rule<A | B> {
  return (value, name) => (typeof value === 'string' ? plain(value, name) : nested(value, name));
}

/** A parameter of Stripe's that the sandbox knows by name only. */
export const unsupported: Rule<never> = (_value, name) => {
  throw notInSandbox(`the parameter ${name}`, name);
};

function empty(name: string) {
  return invalidParam(
    `You passed an empty string for '${name}'. We assume empty values are an attempt to unset a parameter; ` +
      `however '${name}' cannot be unset. You should remove '${name}' from your request or supply a non-empty value.`,
    name,
    'parameter_invalid_empty',
  );
}
