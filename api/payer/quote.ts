import { divisionWords } from '../../workflows/words/division.ts';
import { feeWords } from '../../workflows/words/owed.ts';
import type { Answer, Quote } from '../contract/index.ts';
import { payerProcedure } from '../trpc.ts';
import { selectionInput } from './inputs.ts';
import { personOf } from './person-of.ts';
import { quoteNow } from './quote-now.ts';
import { waysView } from './ways-view.ts';

/** What a payment would be: amount, fee and where it goes. */
export const quote = payerProcedure
  .input(selectionInput)
  .query(async ({ input, ctx }): Promise<Answer<{ quote: Quote }>> => {
    const { read, clock } = ctx.api.deps;
    await personOf(read, ctx.session, input.personId);
    const quoted = await quoteNow(read, ctx.agency, ctx.session.accountId, input, clock());
    if (!quoted.ok) return quoted;
    const { language } = await read.payerAccount.findUniqueOrThrow({
      where: { id: ctx.session.accountId },
      select: { language: true },
    });
    const division = divisionWords(language, quoted.figures.explanation);
    const ways = waysView(quoted.feeRule, quoted.figures.amountCents, ctx.agency.settings);
    const { feeCents } = quoted.figures;
    const free = ways.some((way) => way.takes && way.feeCents === 0);
    const feeNote = feeCents > 0n && { feeNote: feeWords(quoted.tender, feeCents, free) };
    return { ok: true, quote: { ...quoted.quote, division, ways, ...feeNote } };
  });
