import { z } from 'zod';
import { toWire } from '../../workflows/money/money.ts';
import { MOST_CENTS } from '../../workflows/obligation/terms.ts';
import type { ChargeOptions } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';

const MOST_PAYEES = 200;

export const chargeOptionsInput = z.object({ personId: idInput });

/** What a person can be charged with. */
export const chargeOptions = staffProcedure
  .input(chargeOptionsInput)
  .query(async ({ input: { personId }, ctx }): Promise<ChargeOptions> => {
    const { read } = ctx.api.deps;
    const { agencyId } = ctx.session;
    if ((await read.person.count({ where: { id: personId, agencyId } })) === 0) throw notFound();
    const select = { id: true, name: true };
    const where = { agencyId };
    const orderBy = [{ name: 'asc' as const }, { id: 'asc' as const }];
    const payees = await read.beneficiary.findMany({ where, select, orderBy, take: MOST_PAYEES + 1 });
    return {
      funds: await read.fund.findMany({ where, select, orderBy }),
      payees: payees.slice(0, MOST_PAYEES),
      morePayees: payees.length > MOST_PAYEES,
      cases: await read.case.findMany({
        where: { agencyId, personId },
        select: { id: true, docketNumber: true },
        orderBy: { docketNumber: 'asc' },
      }),
      mostCents: toWire(MOST_CENTS),
    };
  });
