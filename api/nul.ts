/**
 * Where a text with the character NUL is in what came as JSON: PostgreSQL stores no such text, and nobody types it.
 * @returns the path of its field, e.g. `shares.0.beneficiaryId`; undefined: there is none
 */
export function pathOfNul(value: unknown): (string | number)[] | undefined {
  const waiting: { value: unknown; path: (string | number)[] }[] = [{ value, path: [] }];
  for (let one = waiting.pop(); one !== undefined; one = waiting.pop()) {
    const { path } = one;
    if (typeof one.value === 'string' && one.value.includes('\0')) return path;
    if (typeof one.value !== 'object' || one.value === null) continue;
    for (const [name, inner] of Object.entries(one.value)) {
      if (name.includes('\0')) return path;
      waiting.push({ value: inner, path: [...path, name] });
    }
  }
  return undefined;
}
