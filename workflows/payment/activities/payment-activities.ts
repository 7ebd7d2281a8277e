import { alive } from '../../alive.ts';
import type { PaymentInput } from '../messages.ts';
import { books, type BooksStep } from './books.ts';
import { charge, type ChargeStep } from './charge.ts';
import type { PaymentDeps } from './deps.ts';
import { gate } from './gate.ts';
import { readBack, type ReadStep } from './read-back.ts';

/** The payment's activities. gate and books touch only our database and may run as local activities. */
export const paymentActivities = (deps: PaymentDeps) => ({
  gate: (input: PaymentInput) => gate(deps, input),
  charge: (step: ChargeStep) => alive(() => charge(deps, step)),
  readBack: (step: ReadStep) => alive(() => readBack(deps, step)),
  books: (step: BooksStep) => books(deps, step),
});

export type PaymentActivities = ReturnType<typeof paymentActivities>;
