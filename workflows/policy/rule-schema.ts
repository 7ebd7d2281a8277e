import { z } from 'zod';
import { BASES, CASE_ORDERS, CHARGES, OBLIGATION_KINDS, PAYEES, TURNS } from './codes.ts';
import { ownWords } from './own-words-schema.ts';
import type { AllocationRule, LimitRule, PayStep, ShareStep } from './rules.ts';

const cents = z.int('must be whole cents').min(0, 'must not be negative');
const name = z.string().min(1, 'must be named');
/** What stands in a rule that was taken on before stays valid, however long it is. */
const named = ownWords(name, z.string().max(200, 'must be at most 200 characters'));
const percent = z
  .int('must be a whole per cent')
  .min(1, 'must be above zero')
  .max(100, 'must not be above 100');
const distinct = <Item extends string>(item: z.ZodType<Item>) =>
  z
    .array(item)
    .min(1, 'must not be empty')
    .refine((items) => new Set(items).size === items.length, 'must name each once');
const charges = distinct(z.enum(CHARGES));

const payStep = z.strictObject({
  pay: z.union([charges, z.literal('all_others')]),
  payees: distinct(z.enum(PAYEES)).exactOptional(),
  by: z.enum(BASES),
  inTurn: z
    .strictObject({
      by: z.enum(TURNS),
      upTo: z.strictObject({ orderedCents: cents, inclusive: z.boolean() }).exactOptional(),
    })
    .exactOptional(),
  minimumCents: cents.exactOptional(),
  mostPercent: percent.exactOptional(),
  due: z.literal(true).exactOptional(),
  after: charges.exactOptional(),
  onlyIf: z.literal('collected_by_agency').exactOptional(),
}) satisfies z.ZodType<PayStep>;

const shareStep = z.strictObject({
  shares: z
    .array(z.strictObject({ percent, steps: z.array(payStep).min(1, 'must have a step') }))
    .min(2, 'must have two shares')
    .superRefine((shares, issues) => {
      const whole = shares.reduce((total, share) => total + share.percent, 0);
      if (whole !== 100)
        issues.addIssue({ code: 'custom', message: `must be 100 per cent together: it is ${whole}` });
    }),
  unused: z.enum(['to_the_other_shares', 'to_the_next_step']),
  oddCent: z.enum(['first', 'last']),
}) satisfies z.ZodType<ShareStep>;

const steps = z
  .strictObject({
    name: named,
    source: z.strictObject({ citation: named, url: z.url().exactOptional() }).exactOptional(),
    chosenBy: z.enum(['payment_date', 'assessment_date']),
    dueFirst: z.boolean(),
    cases: z.enum(CASE_ORDERS),
    steps: z.array(z.union([payStep, shareStep])).min(1, 'must have a step'),
  })
  .superRefine(({ steps: all }, issues) => {
    for (const [path, message] of unreachable(all))
      issues.addIssue({ code: 'custom', path: ['steps', ...path], message });
  });

/** The first form of a rule, as agencies have it stored: whole tiers, each by what is still owed. */
const strictTiers = z
  .strictObject({
    family: z.literal('strict_tiers'),
    name: named,
    dueFirst: z.boolean(),
    tiers: z
      .array(distinct(z.enum(OBLIGATION_KINDS)))
      .min(1, 'must have a tier')
      .refine((tiers) => new Set(tiers.flat()).size === tiers.flat().length, 'must name each kind once'),
  })
  .transform(({ name: called, dueFirst, tiers }): AllocationRule => ({
    name: called,
    chosenBy: 'payment_date',
    dueFirst,
    cases: 'together',
    steps: tiers.map((kinds) => ({ pay: kinds, by: 'balance' })),
  }));

const limit = z
  .strictObject({
    name,
    leastCents: cents,
    mostCents: cents,
    ahead: z.enum(['any', 'one_instalment', 'none']).exactOptional(),
    beyondOwed: z.enum(['refuse', 'credit']).exactOptional(),
  })
  .refine(({ leastCents, mostCents }) => leastCents <= mostCents, 'the least is above the most');

const day = z.iso.date('must be a day, YYYY-MM-DD');
const versions = z
  .array(z.strictObject({ effectiveFrom: day, effectiveTo: day.nullable(), rule: steps }))
  .min(1, 'must have a version')
  .superRefine((all, issues) => {
    all.forEach(({ effectiveFrom, effectiveTo }, i) => {
      const issue = (key: string, message: string) =>
        issues.addIssue({ code: 'custom', path: [i, key], message });
      if (effectiveTo !== null && effectiveTo < effectiveFrom)
        issue('effectiveTo', `is before ${effectiveFrom}`);
      const next = all[i + 1];
      if (next === undefined) return;
      if (effectiveTo === null)
        return issue('effectiveTo', `has no end, and ${next.effectiveFrom} begins another`);
      if (next.effectiveFrom <= effectiveTo)
        return issue('effectiveTo', `overlaps the next, from ${next.effectiveFrom}`);
      if (next.effectiveFrom !== dayAfter(effectiveTo))
        issue('effectiveTo', `leaves a gap: the next begins only on ${next.effectiveFrom}`);
    });
  });

/** A version of a rule and its days, both included; null: without end. */
export type RuleVersion = z.output<typeof versions>[number];

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10);

/** A rule as the database holds it: steps, or the first form. */
export type StoredAllocationRule = AllocationRule | z.input<typeof strictTiers>;

/** A rule from the database. @throws {ZodError} with the place where it is wrong */
export const allocationRule = (json: unknown): AllocationRule =>
  (isFirstForm(json) ? strictTiers : steps).parse(json);
/**
 * Versions of an allocation rule, each with the days on which it is in force, oldest first.
 * @throws {ZodError} days that overlap or leave a gap, with the place
 */
export const ruleVersions = (json: unknown): RuleVersion[] => versions.parse(json);
/** @throws {ZodError} */
export const limitRule = (json: unknown): LimitRule => limit.parse(json);

/** Each form is judged by its own schema, so that a finding names the place in it. */
const isFirstForm = (json: unknown) => typeof json === 'object' && json !== null && 'family' in json;

/** Steps that can never pay anything, as an earlier one without conditions pays the same in full. */
function unreachable(all: readonly (PayStep | ShareStep)[]): [(string | number)[], string][] {
  const found: [(string | number)[], string][] = [];
  const whole = new Map<string, number>();
  all.forEach((step, i) => {
    if ('shares' in step) return;
    if (step.pay === 'all_others') return;
    step.pay.forEach((charge, place) => {
      const before = whole.get(charge);
      if (before !== undefined)
        found.push([[i, 'pay', place], `${charge} is paid in full by step ${before + 1}`]);
    });
    const { payees, mostPercent, due, after, onlyIf } = step;
    if (payees ?? mostPercent ?? due ?? after ?? onlyIf) return;
    for (const charge of step.pay) if (!whole.has(charge)) whole.set(charge, i);
  });
  return found;
}
