import { z } from 'zod';
import { BASES, CASE_ORDERS, CHARGES, PAYEES, TURNS } from './codes.ts';
import { ownWords } from './own-words-schema.ts';
import type { Explanation, Paid, Passed, RuleWalk, Shared, WalkStep } from './explanation.ts';

/** What JSON can hold of it: amounts are strings, exact whatever their size. */
type Stored<T> = T extends bigint ? string : T extends object ? { [Key in keyof T]: Stored<T[Key]> } : T;

/** An explanation as it is stored. */
export const explanationJson = ({
  amountCents,
  unappliedCents,
  byRule,
}: Explanation): Stored<Explanation> => ({
  amountCents: String(amountCents),
  unappliedCents: String(unappliedCents),
  byRule: byRule.map(({ steps, ...rule }) => ({ ...rule, steps: steps.map(stepJson) })),
});

function stepJson(step: WalkStep): Stored<WalkStep> {
  switch (step.is) {
    case 'paid': {
      const { notYetCents, ...told } = step;
      return {
        ...told,
        wantedCents: String(step.wantedCents),
        paidCents: String(step.paidCents),
        ...(notYetCents !== undefined && { notYetCents: String(notYetCents) }),
        lines: step.lines.map(({ claimId, cents: got, leftCents }) => ({
          claimId,
          cents: String(got),
          leftCents: String(leftCents),
        })),
      };
    }
    case 'shared':
      return {
        ...step,
        cents: String(step.cents),
        shares: step.shares.map(({ percent, cents: part }) => ({ percent, cents: String(part) })),
      };
    case 'passed':
      return { ...step, cents: String(step.cents) };
  }
}

/** An explanation from the database. @throws {ZodError} it is none */
export const storedExplanation = (json: unknown): Explanation => explanation.parse(json);

const cents = z
  .string()
  .regex(/^\d+$/)
  .transform((digits) => BigInt(digits));
const round = z.enum(['due', 'rest', 'all']);

const paid = z.strictObject({
  is: z.literal('paid'),
  round,
  step: z.string(),
  charges: z.array(z.enum(CHARGES)),
  onlyDue: z.literal(true).exactOptional(),
  payees: z.array(z.enum(PAYEES)).exactOptional(),
  caseGroup: z.string().exactOptional(),
  wantedCents: cents,
  paidCents: cents,
  notYetCents: cents.exactOptional(),
  outcome: z.enum(['in_full', 'in_part', 'nothing_left', 'at_most', 'waits', 'not_collected']),
  by: z.enum(BASES),
  inTurn: z.enum(TURNS).exactOptional(),
  minimumCents: z.int().exactOptional(),
  mostPercent: z.int().exactOptional(),
  lines: z.array(z.strictObject({ claimId: z.string(), cents, leftCents: cents })),
}) satisfies z.ZodType<Paid>;

const shared = z.strictObject({
  is: z.literal('shared'),
  round,
  step: z.string(),
  cents,
  shares: z.array(z.strictObject({ percent: z.int(), cents })),
}) satisfies z.ZodType<Shared>;

const passed = z.strictObject({
  is: z.literal('passed'),
  round,
  step: z.string(),
  fromShare: z.int(),
  cents,
  to: z.enum(['to_the_other_shares', 'to_the_next_step']),
}) satisfies z.ZodType<Passed>;

const walk = z.strictObject({
  versionId: z.string(),
  version: z.int(),
  name: ownWords(z.string()),
  citation: ownWords(z.string()).exactOptional(),
  chosenBy: z.enum(['payment_date', 'assessment_date']),
  effectiveFrom: z.string(),
  cases: z.enum(CASE_ORDERS),
  steps: z.array(z.discriminatedUnion('is', [paid, shared, passed])),
}) satisfies z.ZodType<RuleWalk>;

const explanation = z.strictObject({
  amountCents: cents,
  unappliedCents: cents,
  byRule: z.array(walk),
}) satisfies z.ZodType<Explanation>;
