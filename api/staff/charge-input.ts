import { z } from 'zod';
import { readWords } from '../../workflows/own-words.ts';
import { MOST_CENTS } from '../../workflows/obligation/terms.ts';
import { ownWords } from '../../workflows/policy/own-words-schema.ts';
import { CHARGES, OBLIGATION_KINDS } from '../../workflows/policy/codes.ts';
import { idInput } from '../payer/inputs.ts';
import { seenText } from '../seen-text.ts';
import { wishInput } from './act-on-obligation.ts';

/** Whole cents, above nothing, and at most a billion dollars. */
export const chargeCentsInput = z
  .int('must be whole cents')
  .positive('must be above zero')
  .max(Number(MOST_CENTS), 'must be at most $1,000,000,000.00');

/** A day of the calendar, YYYY-MM-DD, in years in which somebody can owe something. */
export const dayInput = z.iso
  .date('must be a day of the calendar')
  .refine((day) => day >= '1900-01-01' && day < '2200-01-01', 'must be from the years 1900 to 2199');

export const dayOfMonthInput = z
  .int('must be a day from 1 to 28')
  .min(1, 'must be a day from 1 to 28')
  .max(28, 'must be a day from 1 to 28, as every month has it');

const LABEL_TOO_LONG = 'must be at most 120 characters';

/**
 * As its payers read it, without what nobody sees: in one language, or in both. A text that its column would give back as words in both is refused:
 * what stands in it was not looked at, and may be nothing.
 */
const labelInput = ownWords(
  z
    .string()
    .max(1_000, LABEL_TOO_LONG)
    .transform(seenText)
    .refine((text) => text !== '', 'must not be empty')
    .refine((text) => text.length <= 120, LABEL_TOO_LONG),
).refine((label) => typeof label !== 'string' || readWords(label) === label, 'must be words, not JSON');

/** What a debt and a monthly fee have in common: who owes it, what it is, and who gets it. */
export const chargeInput = wishInput.extend({
  personId: idInput,
  caseId: idInput.optional(),
  fundId: idInput,
  kind: z.enum(OBLIGATION_KINDS),
  /** What the law calls it, where that is finer than its kind. */
  charge: z.enum(CHARGES).optional(),
  label: labelInput,
  shares: z
    .array(z.object({ beneficiaryId: idInput, weight: z.int().min(1).max(1_000_000).default(1) }))
    .min(1, 'must say who gets it')
    .max(50, 'must be at most 50 payees')
    .refine(
      (shares) => new Set(shares.map(({ beneficiaryId }) => beneficiaryId)).size === shares.length,
      'must name each once',
    ),
});

type Named = Pick<z.infer<typeof chargeInput>, 'caseId' | 'fundId' | 'kind' | 'charge' | 'label' | 'shares'>;

/** The same as the books take it. */
export const namedOf = ({ caseId, fundId, kind, charge, label, shares }: Named) => ({
  fundId,
  kind,
  label,
  shares: shares.map(({ beneficiaryId, weight }) => ({ beneficiaryId, weight: BigInt(weight) })),
  ...(caseId !== undefined && { caseId }),
  ...(charge !== undefined && { charge }),
});
