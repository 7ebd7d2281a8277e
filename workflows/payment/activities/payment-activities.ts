import { alive } from '../../alive.ts';
import type { PaymentInput } from '../messages.ts';
import { atOnce, type AtOnceStep } from './at-once.ts';
import { books, type BooksStep } from './books.ts';
import { charge, type ChargeStep } from './charge.ts';
import type { PaymentDeps } from './deps.ts';
import { gate } from './gate.ts';
import { readBack, type ReadStep } from './read-back.ts';

/** The payment's activities. Those that are awaited within a workflow task, gate, books and payAtOnce, send no heartbeat. */
export const paymentActivities = (deps: PaymentDeps) => {
  const steps = {
    gate: (input: PaymentInput) => gate(deps, input),
    charge: (step: ChargeStep) => charge(deps, step),
    async books(step: BooksStep) {
      const state = await books(deps, step);
      deps.onBooked?.(step, state);
      return state;
    },
  };
  return {
    ...steps,
    payAtOnce: (step: AtOnceStep) => atOnce(steps, step),
    charge: (step: ChargeStep) => alive(() => steps.charge(step)),
    readBack: (step: ReadStep) => alive(() => readBack(deps, step)),
  };
};

export type PaymentActivities = ReturnType<typeof paymentActivities>;
