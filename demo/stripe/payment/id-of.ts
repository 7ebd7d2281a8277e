/** The id in a field that Stripe can expand, and that we never store expanded. */
export function idOf(field: string | object | null): string | null {
  return typeof field === 'string' ? field : null;
}
