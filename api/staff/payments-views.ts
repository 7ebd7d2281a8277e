import type { Db } from '../../prisma/client.ts';
import type { SavedView as StoredView } from '../../prisma/gen/sqlite/client.ts';
import { queryRows } from '../../prisma/rows.ts';
import type { PaymentsViews, SavedView } from '../contract/index.ts';
import { noInput } from '../no-input.ts';
import { staffProcedure } from '../trpc.ts';
import { columnsOf } from './keep-columns.ts';
import { keptListInput } from './payment-filters.ts';

/** Whoever is new at the desk has these. */
const SHARED: PaymentsViews['shared'] = [
  { key: 'needs_work', list: { state: 'needs_repair', order: 'oldest' } },
  { key: 'checking', list: { state: 'unknown', order: 'oldest' } },
  { key: 'declined', list: { state: 'declined' } },
  { key: 'largest', list: { state: 'succeeded', order: 'largest' } },
];

/** The views of the payments list: the caller's own and everybody's; the columns they look at; and the agency's offices, for the filter. */
export const paymentsViews = staffProcedure.input(noInput).query(async ({ ctx }): Promise<PaymentsViews> => {
  const { read } = ctx.api.deps;
  const { agencyId, staffId } = ctx.session;
  const columns = await columnsOf(read, staffId);
  return {
    own: (await viewsOf(read, { agencyId, staffId })).map(viewOf),
    shared: SHARED,
    offices: await officesOf(read, agencyId),
    ...(columns && { columns }),
  };
});

/** Of one member of staff, oldest first, without those taken away. */
export const viewsOf = (
  read: Pick<Db, 'savedView'>,
  whose: { agencyId: string; staffId: string },
): Promise<StoredView[]> =>
  read.savedView.findMany({
    where: { ...whose, removedAt: null },
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });

export const viewOf = ({ id, name, list }: StoredView): SavedView => ({
  id,
  name,
  list: keptListInput.parse(list),
});

/** From each to the next by the index of people, however many there are. */
async function officesOf(read: Db, agencyId: string): Promise<string[]> {
  const found = await queryRows<{ office: string }>(read)`
    WITH RECURSIVE each("office") AS (
      SELECT min("office") FROM "Person" WHERE "agencyId" = ${agencyId}
      UNION ALL
      SELECT (SELECT min(p."office") FROM "Person" p WHERE p."agencyId" = ${agencyId} AND p."office" > each."office")
        FROM each WHERE each."office" IS NOT NULL
    )
    SELECT "office" FROM each WHERE "office" IS NOT NULL`;
  return found.map(({ office }) => office);
}
