import { staffProcedure } from '../trpc.ts';
import { actOnObligation, centsInput, obligationActInput } from './act-on-obligation.ts';

export const waiveObligationInput = obligationActInput.extend({ amountCents: centsInput });

/** Forgive so much of what is still owed; it counts against the oldest part, like a payment. Supervisors only. */
export const waiveObligation = staffProcedure
  .input(waiveObligationInput)
  .mutation(({ input: { amountCents, ...rest }, ctx }) =>
    actOnObligation(ctx.api, ctx.session, {
      ...rest,
      act: { kind: 'waived', amountCents: BigInt(amountCents) },
      supervisorsOnly: true,
    }),
  );
