import { z } from 'zod';
import { HOLD_REASONS } from '../../workflows/policy/codes.ts';
import { staffProcedure } from '../trpc.ts';
import { actOnObligation, obligationActInput } from './act-on-obligation.ts';

export const holdObligationInput = obligationActInput.extend({ reason: z.enum(HOLD_REASONS) });

/** Let a debt rest: it is owed still, but not asked for, and no payment reaches it. The payer is told the reason. */
export const holdObligation = staffProcedure
  .input(holdObligationInput)
  .mutation(({ input: { reason, ...rest }, ctx }) =>
    actOnObligation(ctx.api, ctx.session, { ...rest, act: { kind: 'held', reason } }),
  );
