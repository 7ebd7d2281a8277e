import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { accounts, balancesOf } from '../../workflows/ledger/read.ts';
import { fitsWire, sum, toWire } from '../../workflows/money/money.ts';
import { audit } from '../audit.ts';
import type { StaffPeople } from '../contract/index.ts';
import { normaliseAgencyPersonId } from '../payer/agency-person-id.ts';
import { staffProcedure } from '../trpc.ts';
import { wordsOf } from './name-words.ts';
import { personLine } from './person-line.ts';

/** As many as anybody reads through; more than that, and what was typed says too little. */
const MOST = 50;
const WORDS_MOST = 6;
/** Behind every letter there is. */
const END = '\u{10ffff}';

export const findPeopleInput = z.object({ text: z.string().trim().min(1).max(100) });

/**
 * People of the agency by how the words of their name begin, in any order and without regard to accents, or by their
 * number, whole or its last four: zeros before it and dashes in it are forgiven. Who looked is written down first.
 */
export const findPeople = staffProcedure
  .input(findPeopleInput)
  .query(async ({ input: { text }, ctx }): Promise<StaffPeople> => {
    const { db, read, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const ways = waysOf(agencyId, text);
    if (ways.length === 0) return { people: [], isMore: false };
    const actor = { kind: 'staff', id: staffId } as const;
    await audit(db, { agencyId, at: clock(), actor, action: 'people.searched' });
    const found = await read.person.findMany({
      where: { agencyId, OR: ways },
      orderBy: [{ familyName: 'asc' }, { givenName: 'asc' }, { id: 'asc' }],
      take: MOST + 1,
    });
    const people = found.slice(0, MOST);
    const owed = await owedByEach(
      read,
      agencyId,
      people.map(({ id }) => id),
    );
    return {
      people: people.map((person) => {
        const cents = owed.get(person.id) ?? 0n;
        return { ...personLine(person), ...(fitsWire(cents) && { balanceCents: toWire(cents) }) };
      }),
      isMore: found.length > MOST,
    };
  });

function waysOf(agencyId: string, text: string): Prisma.PersonWhereInput[] {
  const number = normaliseAgencyPersonId(text);
  const words = wordsOf(text).toSorted((a, b) => b.length - a.length);
  const byNumber = /\d/.test(number) ? [has(agencyId, { equals: `#${number}` })] : [];
  if (!/\p{L}/u.test(text) || words.length === 0) return byNumber;
  const begun = words.slice(0, WORDS_MOST).map((word) => has(agencyId, { gte: word, lt: word + END }));
  return [...byNumber, { AND: begun }];
}

const has = (agencyId: string, word: Prisma.StringFilter): Prisma.PersonWhereInput => ({
  words: { some: { agencyId, word } },
});

/** What each owes by the ledger; a joint debt counts for each who owes it. */
async function owedByEach(
  read: Db,
  agencyId: string,
  personIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await read.obligationObligor.findMany({ where: { personId: { in: [...personIds] } } });
  const codes = [...new Set(rows.map(({ obligationId }) => accounts.receivable(obligationId)))];
  const balances = await balancesOf(read, agencyId, codes);
  const each = Map.groupBy(rows, ({ personId }) => personId);
  const owed = ([personId, debts]: [string, typeof rows]): [string, bigint] => [
    personId,
    sum(debts.map(({ obligationId }) => balances.get(accounts.receivable(obligationId)) ?? 0n)),
  ];
  return new Map([...each].map(owed));
}
