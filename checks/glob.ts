const compiled = new Map<string, RegExp>();

/**
 * Whether a path from the root matches a pattern: `*` within a folder, `**` through folders, `{a,b}` one of these.
 * Node's own matcher compiles its pattern at each call, which is too slow for every import of a tree.
 */
export function matches(path: string, pattern: string): boolean {
  const known = compiled.get(pattern);
  if (known) return known.test(path);
  const made = new RegExp(`^${sourceOf(pattern)}$`);
  compiled.set(pattern, made);
  return made.test(path);
}

const sourceOf = (pattern: string) =>
  pattern.replaceAll(/\*\*\/|\*\*|\*|\{|\}|,|[.+?^$()|[\]\\]/g, (part) => meanings[part] ?? `\\${part}`);

const meanings: Readonly<Record<string, string>> = {
  '**/': '(?:.*/)?',
  '**': '.*',
  '*': '[^/]*',
  '{': '(?:',
  '}': ')',
  ',': '|',
};
