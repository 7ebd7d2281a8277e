import { z } from 'zod';
import { audit } from '../audit.ts';
import type { PaymentStory } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';
import { readStory } from './read-story.ts';

export const paymentStoryInput = z.object({ paymentId: idInput });

/** Everything about one payment, from the rows alone. Who looked is written down first. */
export const paymentStory = staffProcedure
  .input(paymentStoryInput)
  .query(async ({ input, ctx }): Promise<PaymentStory> => {
    const { db, read, clock, origin } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    const { paymentId } = input;
    if ((await read.payment.count({ where: { id: paymentId, agencyId } })) === 0) throw notFound();
    const actor = { kind: 'staff', id: staffId } as const;
    const now = clock();
    await audit(db, { agencyId, at: now, actor, action: 'payment.viewed', subjectId: paymentId });
    return readStory(read, { agencyId, paymentId, origin: origin(), now });
  });
