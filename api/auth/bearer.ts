/** The token of an `authorization: Bearer …` header, if it is one. */
export function bearerOf(header: string | undefined): string | undefined {
  return header?.match(/^Bearer ([\w-]{20,100})$/)?.[1];
}
