import { z } from 'zod';
import { ownWords } from '../workflows/policy/own-words-schema.ts';

const colour = z.string().regex(/^#[0-9a-f]{6}$/i);
/** Light words on dark, or dark on light: at least 4.5 : 1 (WCAG 2.2, 1.4.3). */
const accent = z
  .object({ primary: colour, onPrimary: colour })
  .refine(({ primary, onPrimary }) => contrast(primary, onPrimary) >= 4.5, 'too little contrast');

const brand = z.object({
  /** On a light ground, of which the first is text too. */
  light: accent.refine(({ primary }) => contrast(primary, '#ffffff') >= 4.5, 'too light').optional(),
  /** On a dark ground; without it the product's own. */
  dark: accent.refine(({ primary }) => contrast(primary, '#151b19') >= 4.5, 'too dark').optional(),
  /** A list of font families. */
  fontFamily: z
    .string()
    .max(200)
    .regex(/^[\w\s,'-]+$/)
    .optional(),
  /** px */
  radius: z.int().min(0).max(24).optional(),
});

/** Wall-clock times in the agency's zone; days as ISO 8601 counts them, Monday 1 to Sunday 7, both included. */
const hours = z.object({
  from: z.int().min(1).max(7),
  to: z.int().min(1).max(7),
  opens: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  closes: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
});

const text = (most: number) =>
  z.string().min(1, 'must not be empty').max(most, `must be at most ${most} characters`);

const place = z.object({
  kind: z.enum(['office', 'mail', 'kiosk']),
  name: ownWords(text(80)),
  address: ownWords(text(200)),
  takes: z.array(z.enum(['cash', 'money_order', 'check'])).min(1),
  /** None: at any time. */
  hours: z.array(hours).max(7).default([]),
});

export type PlaceSetting = z.infer<typeof place>;
type BrandSetting = z.infer<typeof brand>;

/**
 * What an agency set for its page. `bankDebits`: payers may pay by bank debit, where its fee table has one for them.
 */
export type AgencySettings = { places: PlaceSetting[]; brand: BrandSetting; bankDebits: boolean };

const parts = { places: z.array(place).max(50), brand, bankDebits: z.boolean() };

/** An agency's settings as they may be stored. @throws {ZodError} */
export const checkedSettings = (settings: object): AgencySettings =>
  z
    .strictObject({
      places: parts.places.default([]),
      brand: parts.brand.default({}),
      bankDebits: parts.bankDebits.default(false),
    })
    .parse(settings);

/**
 * An agency's settings from its row. A part that cannot be read is left out: a colour must not stop a payment. The
 * place to refuse it is where it is saved.
 */
export const storedSettings = (json: unknown): AgencySettings =>
  z
    .object({
      places: parts.places.catch([]),
      brand: parts.brand.catch({}),
      bankDebits: parts.bankDebits.catch(false),
    })
    .catch({ places: [], brand: {}, bankDebits: false })
    .parse(json);

/** How much two colours differ, 1 to 21. Formula: WCAG 2.2, relative luminance and contrast ratio. */
export function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].toSorted((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
