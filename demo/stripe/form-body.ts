/** A decoded value: text, or a hash of values. A list is a hash with the keys 0, 1, 2 … */
export type FormValue = string | FormHash;
export interface FormHash {
  [key: string]: FormValue;
}

const DEPTH_MAX = 12;

/**
 * Decode Stripe's form encoding (`a=1&b[c]=2&d[0]=x&d[]=y`), of a body or of a query string.
 * A later pair replaces an earlier one with the same name.
 * @throws {FormError} names nested deeper than {@link DEPTH_MAX} or with stray brackets, or text that is not percent-encoded
 */
export function decodeForm(encoded: string): FormHash {
  const root = emptyHash();
  for (const pair of encoded.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decodeText(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decodeText(pair.slice(equals + 1));
    place(root, pathOf(name), value);
  }
  return root;
}

/** The same text for the same parameters, in whatever order they came. */
export function canonical(value: FormValue): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const pairs = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join()}}`;
}

/** The body or query string cannot be read as a form. */
export class FormError extends Error {}

/**
 * `a[b][]` → ['a', 'b', '']. Brackets that do not pair off are refused, not dropped: a key of metadata may have none
 * (https://docs.stripe.com/metadata).
 */
function pathOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open <= 0) return [name];
  const path = [name.slice(0, open)];
  if (!/^(\[[^[\]]*\])+$/.test(name.slice(open)))
    throw new FormError(`Invalid brackets in a parameter's name: ${name}`);
  for (const [, key = ''] of name.slice(open).matchAll(/\[([^[\]]*)\]/g)) path.push(key);
  if (path.length > DEPTH_MAX) throw new FormError(`Parameter nested too deeply: ${path[0]}`);
  return path;
}

function place(root: FormHash, path: string[], value: string): void {
  let hash = root;
  for (const [depth, part] of path.entries()) {
    const key = part === '' && depth > 0 ? String(Object.keys(hash).length) : part;
    if (depth === path.length - 1) {
      hash[key] = value;
      return;
    }
    const inner = hash[key];
    const next = typeof inner === 'object' ? inner : emptyHash();
    hash[key] = next;
    hash = next;
  }
}

/** Without a prototype, so that a parameter named `__proto__` is only a name. */
function emptyHash(): FormHash {
  return Object.create(null) as FormHash;
}

function decodeText(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw new FormError('Invalid percent-encoding in a parameter');
  }
}
