import { z } from 'zod';
import type { OfficeHours } from './contract/index.ts';

const weekday = z.int().min(1).max(7);
const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const officeHours = z.array(z.object({ from: weekday, to: weekday, opens: time, closes: time }));

/** Hours as they may be stored. @throws {ZodError} */
export const checkedOfficeHours = (hours: unknown): OfficeHours[] => officeHours.parse(hours);

/** An agency's hours as stored, or none: not said, or not in a shape that we can put into words. */
export function officeHoursOf(stored: unknown): OfficeHours[] {
  return officeHours.safeParse(stored ?? []).data ?? [];
}
