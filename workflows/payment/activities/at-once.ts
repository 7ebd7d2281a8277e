import type { PaymentInput, Standing, TryResult } from '../messages.ts';
import type { PaymentState } from '../states.ts';
import type { BooksStep } from './books.ts';
import type { ChargeStep } from './charge.ts';

/** A first try, and all the keys of its steps. */
export type AtOnceStep = ChargeStep & Pick<BooksStep, 'entryKey'>;

interface Steps {
  gate: (input: PaymentInput) => Promise<Standing>;
  charge: (step: ChargeStep) => Promise<TryResult>;
  books: (step: BooksStep) => Promise<PaymentState>;
}

/**
 * A payment's steps one after another, as long as nothing is out of the ordinary. Run again, each answers with what is
 * stored.
 * @returns where the payment stands then; still `charging` where the try is to be sent again
 */
export async function atOnce(
  { gate, charge, books }: Steps,
  { entryKey, ...step }: AtOnceStep,
): Promise<Standing> {
  const { paymentId, n } = step;
  const at = await gate({ paymentId });
  if (at.state !== 'charging' || at.n !== n) return at;
  const result = await charge(step);
  if (result.kind === 'unsent' || result.kind === 'not_taken') return at;
  return { ...at, state: await books({ paymentId, n, result, entryKey }), isOfNow: true };
}
