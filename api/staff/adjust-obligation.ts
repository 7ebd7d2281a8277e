import { z } from 'zod';
import { staffProcedure } from '../trpc.ts';
import { actOnObligation, centsInput, obligationActInput } from './act-on-obligation.ts';

export const adjustObligationInput = obligationActInput.extend({
  /** What was charged in all, as the desk showed it: where it has changed, nothing is done. */
  fromCents: z.int('must be whole cents').min(0),
  /** What is charged in all from now on; 0: it was never owed. */
  toCents: z.union([z.literal(0), centsInput]),
});

/** Charge more or less than was assessed, e.g. as an order was amended; never less than was paid. Supervisors only. */
export const adjustObligation = staffProcedure
  .input(adjustObligationInput)
  .mutation(({ input: { fromCents, toCents, ...rest }, ctx }) =>
    actOnObligation(ctx.api, ctx.session, {
      ...rest,
      act: { kind: 'adjusted', fromCents: BigInt(fromCents), toCents: BigInt(toCents) },
      supervisorsOnly: true,
    }),
  );
