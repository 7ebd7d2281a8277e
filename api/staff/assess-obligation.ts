import { z } from 'zod';
import { levy, type Levy } from '../../workflows/obligation/levy.ts';
import { audit } from '../audit.ts';
import type { ObligationActAnswer } from '../contract/index.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { chargeCentsInput, chargeInput, dayInput, dayOfMonthInput, namedOf } from './charge-input.ts';
import { decide, type Deciding } from './deciding.ts';
import { levyRefusal } from './levy-refusal.ts';
import { obligationAfter } from './obligation-view.ts';

export const assessObligationInput = chargeInput.extend({
  assessedCents: chargeCentsInput,
  /** The day of the order: which version of a rule divides a payment of it can hang on it. */
  assessedOn: dayInput,
  /** How it falls due: all of it by a day, in equal instalments once a month, or not until it is said. */
  terms: z.discriminatedUnion('how', [
    z.object({ how: z.literal('at_once'), dueOn: dayInput }),
    z.object({
      how: z.literal('instalments'),
      instalmentCents: chargeCentsInput,
      dayOfMonth: dayOfMonthInput,
      firstDueOn: dayInput,
    }),
    z.object({ how: z.literal('unsaid') }),
  ]),
});

type Input = z.infer<typeof assessObligationInput>;

/** Charge a person, e.g. by a court's order. The debt's id is the wish's: asked twice, it is assessed once. Supervisors only. */
export const assessObligation = staffProcedure
  .input(assessObligationInput)
  .mutation(({ input, ctx }) =>
    decide(ctx.api, ctx.session, input.isPreview, (deciding) => assess(deciding, input)),
  );

async function assess(deciding: Deciding, input: Input): Promise<ObligationActAnswer> {
  const { tx, agencyId, staffId, isSupervisor, now, timeZone, today, isPreview } = deciding;
  const { actId: id, personId, note } = input;
  if ((await tx.person.count({ where: { id: personId, agencyId } })) === 0) throw notFound();
  if (!isSupervisor) return { ok: false, refusal: { code: 'supervisors_only' } };
  if (input.assessedOn > today) {
    const fields = [{ field: 'assessedOn', says: 'must not be after today' }];
    return { ok: false, refusal: { code: 'unfit', fields } };
  }
  const answer = await levy(tx, assessmentOf(agencyId, input), now, timeZone);
  if (!answer.ok) return { ok: false, refusal: levyRefusal(answer.refusal) };
  if (answer.isNew) {
    await audit(tx, {
      agencyId,
      at: now,
      actor: { kind: 'staff', id: staffId },
      action: 'obligation.assessed',
      subjectId: id,
      detail: { personId, amountCents: input.assessedCents, note },
    });
  }
  return { ok: true, ...(isPreview && { after: await obligationAfter(tx, deciding, id) }) };
}

function assessmentOf(agencyId: string, input: Input): Levy {
  const { actId, personId, assessedOn, terms } = input;
  const assessedCents = BigInt(input.assessedCents);
  return {
    ...namedOf(input),
    id: actId,
    agencyId,
    personIds: [personId],
    assessedCents,
    assessedOn,
    ...(terms.how === 'at_once' && { dueOn: terms.dueOn, dueToDateCents: assessedCents }),
    ...(terms.how === 'instalments' && {
      schedule: {
        instalmentCents: BigInt(terms.instalmentCents),
        dayOfMonth: terms.dayOfMonth,
        firstDueOn: terms.firstDueOn,
      },
    }),
  };
}
