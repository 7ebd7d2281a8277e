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

/** Rows are read with what belongs to them, in order, by the list of their ids: Prisma takes at most 998 on SQLite. */
export const PAGE = 500;
