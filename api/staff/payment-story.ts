import { z } from 'zod';
import type { PaymentStory } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';

export const paymentStoryInput = z.object({ paymentId: idInput });

/** Everything about one payment, from the rows alone. Who looked is written down. */
export const paymentStory = staffProcedure.input(paymentStoryInput).query(async (): Promise<PaymentStory> => {
  throw notFound();
});
