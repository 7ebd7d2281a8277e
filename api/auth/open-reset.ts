import { z } from 'zod';
import { languageOf } from '../../workflows/words/language.ts';
import { officeCodeWords } from '../../workflows/words/office-code.ts';
import type { Answer, ResetRefusalCode, ResetView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { pageProcedure } from '../trpc.ts';

/** A token of a mailed link, or what a right answer gave for it. */
export const secretInput = z.string().max(100);

export const openResetInput = z.object({ token: secretInput });

/** What a mailed link asks of its owner. Opening uses nothing up: mail programs look at links before people do. */
export const openReset = pageProcedure
  .input(openResetInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ reset: ResetView }, ResetRefusalCode>> => {
    const { throttle, passwordResets } = ctx.api;
    const retryAfterSeconds = await throttle.take(['codePerSource', ctx.request.source]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    const opened = await passwordResets.opened(ctx.agency.id, input.token);
    if (opened === null) return no('link_expired');
    const { email, check, language } = opened;
    return { ok: true, reset: { email, check, language: languageOf(language), office: officeCodeWords } };
  });
