import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import { accounts, balancesOf } from '../../workflows/ledger/read.ts';
import { toWire } from '../../workflows/money/money.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import type { StaffObligations } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { feeViews } from './fee-view.ts';
import { obligationViews } from './obligation-view.ts';
import { ownAccounts } from './own-accounts.ts';
import { personLine } from './person-line.ts';

export const obligationsInput = z.object({ personId: idInput });

/**
 * A person: all that they were ever charged, paid off or not, their monthly fees and their credit, with what staff did
 * to each. Who looked is written down first.
 */
export const obligations = staffProcedure
  .input(obligationsInput)
  .query(async ({ input: { personId }, ctx }): Promise<StaffObligations> => {
    const { db, read, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const person = await read.person.findFirst({ where: { id: personId, agencyId } });
    if (person === null) throw notFound();
    const now = clock();
    const actor = { kind: 'staff', id: staffId } as const;
    await audit(db, { agencyId, at: now, actor, action: 'obligations.viewed', subjectId: personId });
    const { timeZone } = await read.agency.findUniqueOrThrow({ where: { id: agencyId } });
    const today = localDay(now, timeZone);
    return {
      person: personLine(person),
      obligations: await obligationViews(read, { agencyId, personId, today }),
      monthlyFees: await feeViews(read, { agencyId, personId }),
      accounts: await ownAccounts(read, { agencyId, personId, now }),
      creditCents: toWire(await creditOf(read, agencyId, personId)),
      today,
      asOf: now.toISOString(),
    };
  });

/** What the person paid beyond what was owed, and was not used since. Minor units, ≥ 0. */
async function creditOf(read: Db, agencyId: string, personId: string): Promise<bigint> {
  const account = accounts.unapplied(personId);
  return -((await balancesOf(read, agencyId, [account])).get(account) ?? 0n);
}
