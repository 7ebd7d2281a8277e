import { z } from 'zod';
import { OBLIGATION_KINDS, type AllocationRule, type FeeRule, type LimitRule } from './rules.ts';

const cents = z.int('must be whole cents').min(0, 'must not be negative');
const name = z.string().min(1, 'must be named');

const allocation = z.strictObject({
  family: z.literal('strict_tiers'),
  name,
  dueFirst: z.boolean(),
  tiers: z
    .array(z.array(z.enum(OBLIGATION_KINDS)).min(1, 'must not be empty'))
    .min(1, 'must have a tier')
    .refine((tiers) => isDistinct(tiers.flat()), 'must name each kind once'),
});

const fee = z.strictObject({
  family: z.literal('tiers'),
  name,
  tiers: z
    .array(z.strictObject({ upToCents: cents.min(1, 'must be above zero'), feeCents: cents }))
    .min(1, 'must have a tier')
    .superRefine((tiers, issues) => {
      tiers.forEach(({ upToCents }, i) => {
        const before = tiers[i - 1]?.upToCents ?? 0;
        if (upToCents <= before) {
          issues.addIssue({
            code: 'custom',
            path: [i, 'upToCents'],
            message: `overlaps: ${upToCents} is not above ${before}`,
          });
        }
      });
    }),
});

const limit = z
  .strictObject({ name, leastCents: cents, mostCents: cents })
  .refine(({ leastCents, mostCents }) => leastCents <= mostCents, 'the least is above the most');

/** A rule from the database. @throws {ZodError} with the place where it is wrong */
export const allocationRule = (json: unknown): AllocationRule => allocation.parse(json);
/** @throws {ZodError} overlapping tiers, with the place */
export const feeRule = (json: unknown): FeeRule => fee.parse(json);
/** @throws {ZodError} */
export const limitRule = (json: unknown): LimitRule => limit.parse(json);

const isDistinct = (items: readonly string[]) => new Set(items).size === items.length;
