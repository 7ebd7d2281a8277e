import type { z } from 'zod';
import type { Fault } from '../fault-kinds.ts';
import { faultSchema } from '../fault-kinds.ts';
import { FIELDS } from './fault-form.ts';

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
  const reasons = fault.error.issues.flatMap((issue) => reasonsOf(issue, typed));
  return { failure: `No fault was added. ${reasons.join('. ')}.` };
}

/** Why a fault is none, in the words of the form's labels. */
function reasonsOf(issue: z.core.$ZodIssue, typed: Record<string, string>): string[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => `“${labelOf(key)}” is not for ${typed['kind'] ?? 'this kind'}`);
  const field = String(issue.path.at(-1) ?? 'kind');
  if ((typed[field] ?? '') === '') return [`“${labelOf(field)}” is needed for ${typed['kind'] ?? 'a fault'}`];
  const reason =
    Number.isNaN(Number(typed[field])) && issue.code === 'invalid_type' ? 'is no number' : issue.message;
  return [`“${labelOf(field)}”: ${reason}`];
}

const labelOf = (field: string) => FIELDS.find(({ name }) => name === field)?.label ?? field;

function said<T extends Record<string, unknown>>(values: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== ''),
  ) as Partial<T>;
}
