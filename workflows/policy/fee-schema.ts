import { z } from 'zod';
import { TENDERS } from './codes.ts';
import type { FeeBand, FeeRule } from './rules.ts';

const cents = z.int('must be whole cents').min(0, 'must not be negative');
const name = z.string().min(1, 'must be named');

const band = z
  .strictObject({
    fromCents: cents.min(1, 'must be above zero'),
    upToCents: cents.nullable(),
    flatCents: cents,
    basisPoints: z
      .int('must be whole hundredths of a per cent')
      .min(0, 'must not be negative')
      .max(10_000, 'must not be above 100 per cent'),
    minimumCents: cents.exactOptional(),
    capCents: cents.exactOptional(),
  })
  .superRefine(({ fromCents, upToCents, minimumCents, capCents }, issues) => {
    if (upToCents !== null && upToCents < fromCents)
      issues.addIssue({ code: 'custom', path: ['upToCents'], message: `is below ${fromCents}` });
    if (capCents !== undefined && minimumCents !== undefined && capCents < minimumCents)
      issues.addIssue({
        code: 'custom',
        path: ['capCents'],
        message: `is below the minimum, ${minimumCents}`,
      });
  });

const bands = z
  .array(band)
  .min(1, 'must have a band')
  .superRefine((all, issues) => {
    all.forEach(({ fromCents }, i) => {
      const before = all[i - 1];
      if (before === undefined) return;
      const message = meets(before, fromCents);
      if (message !== null) issues.addIssue({ code: 'custom', path: [i, 'fromCents'], message });
    });
  });

function meets({ upToCents }: Pick<FeeBand, 'upToCents'>, fromCents: number): string | null {
  if (upToCents === null) return 'is never reached: the band before has no end';
  if (fromCents <= upToCents) return `overlaps: ${fromCents} is not above ${upToCents}`;
  return fromCents === upToCents + 1
    ? null
    : `leaves a gap: nothing is said of ${upToCents + 1} to ${fromCents - 1}`;
}

const full = z.strictObject({
  name,
  paidBy: z.enum(['payer', 'agency']),
  rounding: z.strictObject({
    to: z.enum(['nearest', 'up', 'down']),
    ignoreTenths: z.literal(true).exactOptional(),
  }),
  tables: z
    .array(z.strictObject({ tenders: z.array(z.enum(TENDERS)).min(1, 'must name a way to pay'), bands }))
    .min(1, 'must have a table')
    .superRefine((tables, issues) => {
      const seen = new Map<string, number>();
      tables.forEach(({ tenders }, i) =>
        tenders.forEach((tender, place) => {
          const before = seen.get(tender);
          const path = [i, 'tenders', place];
          if (before !== undefined)
            issues.addIssue({ code: 'custom', path, message: `${tender} is in table ${before + 1} already` });
          seen.set(tender, i);
        }),
      );
    }),
}) satisfies z.ZodType<FeeRule>;

/** The first form, as agencies have it stored: flat fees by amount, for cards. */
const tiers = z
  .strictObject({
    family: z.literal('tiers'),
    name,
    tiers: z
      .array(z.strictObject({ upToCents: cents.min(1, 'must be above zero'), feeCents: cents }))
      .min(1, 'must have a tier')
      .superRefine((all, issues) => {
        all.forEach(({ upToCents }, i) => {
          const before = all[i - 1]?.upToCents ?? 0;
          if (upToCents > before) return;
          const message = `overlaps: ${upToCents} is not above ${before}`;
          issues.addIssue({ code: 'custom', path: [i, 'upToCents'], message });
        });
      }),
  })
  .transform(({ name: named, tiers: all }): FeeRule => {
    const asBands = all.map(({ upToCents, feeCents }, i): FeeBand => {
      const fromCents = (all[i - 1]?.upToCents ?? 0) + 1;
      return { fromCents, upToCents, flatCents: feeCents, basisPoints: 0 };
    });
    return {
      name: named,
      paidBy: 'payer',
      rounding: { to: 'nearest' },
      tables: [{ tenders: ['card'], bands: asBands }],
    };
  });

/** A fee rule as the database holds it: tables, or the first form. */
export type StoredFeeRule = FeeRule | z.input<typeof tiers>;

/** A rule from the database. @throws {ZodError} tables that overlap, have a hole or exceed 100 %, with the place */
export const feeRule = (json: unknown): FeeRule => (isFirstForm(json) ? tiers : full).parse(json);

const isFirstForm = (json: unknown) => typeof json === 'object' && json !== null && 'family' in json;
