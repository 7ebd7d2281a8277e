import { z } from 'zod';
import { OBLIGATION_KINDS } from '../../workflows/policy/codes.ts';

const centsInput = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** In which order payments are listed: by when they began, or by the amount without the fee. */
export const ORDERS = ['newest', 'oldest', 'largest', 'smallest'] as const;
export type Order = (typeof ORDERS)[number];

/** What narrows the list of payments, beyond what is typed into the search. */
export const filtersInput = z.object({
  state: z.string().max(40).optional(),
  /** Local days of the agency, both included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** The way it was paid: `card` or `bank_debit`, or a card's brand as Stripe names it. */
  way: z.string().max(40).optional(),
  /** Without the fee, both included. Minor units. */
  leastCents: centsInput.optional(),
  mostCents: centsInput.optional(),
  /** One of the obligations that it went to is of this kind. */
  kind: z.enum(OBLIGATION_KINDS).optional(),
  /** The office of the person it is for. */
  office: z.string().max(200).optional(),
});

export type Filters = z.infer<typeof filtersInput>;

/** The list that is asked for: shared by the page, the export and the saved views. */
export const listInput = filtersInput.extend({
  /** Receipt number, name, e-mail, the agency's number, an amount like 133.25, an id. */
  text: z.string().max(100).optional(),
  order: z.enum(ORDERS).default('newest'),
});

export type WantedList = z.infer<typeof listInput>;

/** What a saved view keeps: not what was searched for, which is somebody's name. */
export const keptListInput = filtersInput.extend({ order: z.enum(ORDERS).optional() });
