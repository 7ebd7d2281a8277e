import type { Fault } from '../fault-kinds.ts';
import { faultSchema } from '../fault-kinds.ts';

/**
 * The fault that somebody typed into the form. Empty fields say nothing; those that its kind does not have are refused.
 * @returns the fault, or why there is none, for people
 */
export function typedFault(typed: Record<string, string>): { fault: Fault } | { failure: string } {
  const { kind, method, path, regex, type, account, ...rest } = said(typed);
  const match = { method, path, ...(regex && { regex: regex === 'true' }), type, account };
  const numbers = Object.entries(rest).map(([name, text]) => [name, Number(text)]);
  const fault = faultSchema.safeParse({ kind, match: said(match), ...Object.fromEntries(numbers) });
  if (fault.success) return { fault: fault.data };
  const reasons = fault.error.issues.map(({ path: where, message }) =>
    where.length === 0 ? message : `${where.join(' ')}: ${message}`,
  );
  return { failure: `No fault was added. ${reasons.join('. ')}` };
}

function said<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>;
}
