import { z } from 'zod';
import { fitsWire, toWire } from '../../workflows/money/money.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import type { StaffPeople } from '../contract/index.ts';
import { staffProcedure } from '../trpc.ts';
import { catchUpOwed } from './owed-order.ts';
import { listedPeople, type ListedPerson } from './listed-people.ts';
import { peopleListInput, trailOf } from './people-filters.ts';
import { peoplePage, type PersonPlace } from './people-page.ts';
import { personLine } from './person-line.ts';

/** `owed|id` as the client carries it from page to page; below 0 for who is not summed yet. */
const cursorInput = z
  .string()
  .max(120)
  .regex(/^-?\d{1,19}\|[\w-]{1,80}$/, 'must be a cursor from the page before')
  .transform((text): PersonPlace => {
    const [owed = '0', id = ''] = text.split('|');
    return { owed: BigInt(owed), id };
  })
  .refine(({ owed }) => BigInt.asIntN(64, owed) === owed, 'must be a cursor from the page before');

export const findPeopleInput = peopleListInput.extend({
  cursor: cursorInput.optional(),
  limit: z.int().min(1).max(100).default(50),
});

/**
 * One page of the agency's people, by name or number, by what they owe and where. The first also says how many there
 * are, where that can be said quickly; one can be short, or empty, and still have a next one. Who looked, and for what,
 * is written down first.
 */
export const findPeople = staffProcedure
  .input(findPeopleInput)
  .query(async ({ input, ctx }): Promise<StaffPeople> => {
    const { db, read, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const { cursor: after, limit, ...wanted } = input;
    const now = clock();
    const actor = { kind: 'staff', id: staffId } as const;
    await audit(db, { agencyId, at: now, actor, action: 'people.searched', detail: trailOf(wanted) });
    const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
    const today = localDay(now, timeZone);
    if (wanted.order === 'owed') await catchUpOwed({ db, read }, agencyId);
    const { ids, next, total } = await peoplePage(read, { agencyId, today, wanted, limit, after });
    const people = await listedPeople(read, { agencyId, today }, ids);
    return {
      people: people.map(personRow),
      ...(next && { next: `${next.owed}|${next.id}` }),
      ...(total && { total: total.count, ...(total.isMore && { totalIsMore: true }) }),
      asOf: now.toISOString(),
    };
  });

const personRow = (person: ListedPerson): StaffPeople['people'][number] => ({
  ...personLine(person),
  status: person.status,
  ...(fitsWire(person.owedCents) && { balanceCents: toWire(person.owedCents) }),
  ...(fitsWire(person.pastDueCents) && { pastDueCents: toWire(person.pastDueCents) }),
});
