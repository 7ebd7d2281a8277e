/** All rows of a query too large for memory, page by page. */
export async function* pagesOf<Row>(
  pageAfter: (last: Row | undefined) => Promise<Row[]>,
): AsyncGenerator<Row> {
  let last: Row | undefined;
  do {
    const page = await pageAfter(last);
    yield* page;
    last = page.at(-1);
  } while (last !== undefined);
}

export const PAGE = 1_000;
