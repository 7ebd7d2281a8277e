import { storedExplanation } from '../workflows/policy/explanation-schema.ts';
import { divisionWords } from '../workflows/words/division.ts';
import type { DivisionView } from './contract/index.ts';

/**
 * How a payment was divided, in the language of a tag; null for one from before this was kept.
 * @param creditCents what the books kept of it as credit; absent: it is not in them
 */
export const storedDivision = (tag: string, json: unknown, creditCents?: bigint): DivisionView | null =>
  json === null ? null : divisionWords(tag, storedExplanation(json), creditCents);
