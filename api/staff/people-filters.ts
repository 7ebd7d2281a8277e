import { z } from 'zod';
import { OBLIGATION_KINDS } from '../../workflows/policy/codes.ts';
import type { PersonStatus } from '../contract/index.ts';

export const PERSON_STATUSES = [
  'owes',
  'on_hold',
  'paid_up',
  'nothing_charged',
] as const satisfies readonly PersonStatus[];

/** In which order people are listed. By what they owe: those who owe most come first, and all others after them. */
export const PEOPLE_ORDERS = ['name', 'id', 'owed'] as const;

/** What narrows the list of people. `kind` narrows which debts the status and the past due are about. */
export const peopleListInput = z.object({
  /** The beginning of words of the name, or the agency's number, whole or its last four. */
  text: z.string().trim().max(100).optional(),
  status: z.enum(PERSON_STATUSES).optional(),
  office: z.string().max(200).optional(),
  pastDue: z.enum(['yes', 'no']).optional(),
  kind: z.enum(OBLIGATION_KINDS).optional(),
  order: z.enum(PEOPLE_ORDERS).default('name'),
});

export type WantedPeople = z.infer<typeof peopleListInput>;
export type PeopleOrder = WantedPeople['order'];

/** For the audit trail: what was typed is somebody's name, so only that something was. */
export function trailOf({ text, ...filters }: WantedPeople): Record<string, string | number> {
  const set = Object.entries(filters).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(set), ...(text && { searched: 1 }) };
}
