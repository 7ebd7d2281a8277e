import { z } from 'zod';
import type { Answer, ResetRefusalCode } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';
import { matchRecordInput } from '../payer/match-record.ts';
import { secretInput } from './open-reset.ts';
import { codeInput, verifyEmailInput } from './verify-email.ts';

export const proveIdentityInput = z.object({
  token: secretInput,
  identity: z.discriminatedUnion('kind', [
    matchRecordInput.extend({ kind: z.literal('record') }),
    verifyEmailInput.extend({ kind: z.literal('code') }),
    z.object({ kind: z.literal('office'), code: codeInput }),
  ]),
});

/**
 * Say who the owner of a mailed link is. Whoever gets here has the mailbox, so that the limit on an account's tries
 * locks out no one by a stranger's hand.
 * @returns what `setPassword` takes; the page keeps it in memory
 */
export const proveIdentity = pageProcedure
  .input(proveIdentityInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ proof: string }, ResetRefusalCode>> => {
    const { throttle, passwordResets } = ctx.api;
    const ofSource = await throttle.take(['codePerSource', ctx.request.source]);
    if (ofSource !== null) return no('too_many_tries', { retryAfterSeconds: ofSource });
    const opened = await passwordResets.opened(ctx.agency.id, input.token);
    if (opened === null) return no('link_expired');
    const { kind } = input.identity;
    // Staff's code counts its own tries, so that it still opens where somebody used up the others.
    const ofAccount =
      kind === 'office' ? null : await throttle.take(['identityPerAccount', opened.accountId]);
    if (ofAccount !== null) return no('too_many_tries', { retryAfterSeconds: ofAccount });

    const answer = await passwordResets.answer(ctx.agency.id, input.token, input.identity);
    if (answer === 'expired') return no('link_expired');
    if (answer === 'code_expired') return no('code_expired', { field: 'code' });
    if (answer !== 'wrong') return { ok: true, proof: answer.proof };
    return opened.check === 'record' && kind !== 'office'
      ? no('record_not_matched')
      : no('code_wrong', { field: 'code' });
  });
