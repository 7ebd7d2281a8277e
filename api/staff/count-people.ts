import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import type { StaffPeopleCount } from '../contract/index.ts';
import { staffProcedure } from '../trpc.ts';
import { peopleListInput, trailOf } from './people-filters.ts';
import { peopleCount } from './people-page.ts';

export const countPeopleInput = peopleListInput.omit({ order: true });

/** How many of the agency's people fit, where the list's first page does not say it; asked for beside it. */
export const countPeople = staffProcedure
  .input(countPeopleInput)
  .query(async ({ input, ctx }): Promise<StaffPeopleCount> => {
    const { db, read, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const now = clock();
    const wanted = { ...input, order: 'name' as const };
    const actor = { kind: 'staff', id: staffId } as const;
    await audit(db, { agencyId, at: now, actor, action: 'people.counted', detail: trailOf(wanted) });
    const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
    const total = await peopleCount(read, { agencyId, today: localDay(now, timeZone), wanted });
    return total === null ? {} : { total: total.count, ...(total.isMore && { totalIsMore: true }) };
  });
