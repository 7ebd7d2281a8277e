import { staffProcedure } from '../trpc.ts';
import { actOnObligation, obligationActInput } from './act-on-obligation.ts';

/** End a debt's hold: what fell due meanwhile is due. */
export const releaseObligation = staffProcedure
  .input(obligationActInput)
  .mutation(({ input, ctx }) =>
    actOnObligation(ctx.api, ctx.session, { ...input, act: { kind: 'released' } }),
  );
