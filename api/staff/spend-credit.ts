import { spendCredit as spend } from '../../workflows/obligation/use-credit.ts';
import { audit } from '../audit.ts';
import type { StaffObligation, StaffAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { wishInput } from './act-on-obligation.ts';
import { decide } from './deciding.ts';
import { obligationViews } from './obligation-view.ts';

export const spendCreditInput = wishInput.extend({ personId: idInput });

/** Let a person's credit pay what they owe, by the agency's rule. `after`: all that they owe, as it would be. */
export const spendCredit = staffProcedure
  .input(spendCreditInput)
  .mutation(({ input: { actId: useId, personId, note, isPreview }, ctx }) => {
    return decide(
      ctx.api,
      ctx.session,
      isPreview,
      async (deciding): Promise<StaffAnswer<StaffObligation[]>> => {
        const { tx, agencyId, staffId, now, timeZone } = deciding;
        if ((await tx.person.count({ where: { id: personId, agencyId } })) === 0) throw notFound();
        const spent = await spend(tx, { agencyId, personId, useId }, now, timeZone);
        if (spent === 'no_credit' || spent === 'nothing_owed') return { ok: false, refusal: { code: spent } };
        if (spent === 'used') {
          const actor = { kind: 'staff', id: staffId } as const;
          const detail = { actId: useId, note };
          await audit(tx, { agencyId, at: now, actor, action: 'credit.spent', subjectId: personId, detail });
        }
        return {
          ok: true,
          ...(isPreview && { after: await obligationViews(tx, { ...deciding, personId }) }),
        };
      },
    );
  });
