import { z } from 'zod';

/** Times of a fault that goes on until it is cleared. */
export const ENDLESS = 1_000_000_000;

const ms = z.int().nonnegative();
const account = z.string().optional();
const requestMatch = z
  .strictObject({
    method: z.string().toUpperCase().optional(),
    /** a prefix of the path, or with `regex` a regular expression: `/confirm$` */
    path: z.string().optional(),
    regex: z.boolean().default(false),
    account,
    /** parameters that the request must have: `{ "metadata[payment]": "…" }` */
    params: z.record(z.string(), z.string()).default({}),
  })
  .refine(({ path, regex }) => !regex || path === undefined || isPattern(path), {
    path: ['path'],
    error: 'is no regular expression',
  });
const eventMatch = z.strictObject({ type: z.string().optional(), account });
const accountMatch = z.strictObject({ account });

/** How often a fault strikes what it matches. */
const often = {
  /** so many times, then never again; 1, or with a rate without end */
  times: z.int().positive().max(ENDLESS).optional(),
  /** not each time but this share of them, chosen by the seed: the same order of requests meets the same faults */
  rate: z.number().gt(0).max(1).optional(),
  seed: z.int().default(1),
};
const onRequest = { match: requestMatch.prefault({}), ...often };
const onEvent = { match: eventMatch.prefault({}), ...often };
const onAccount = { match: accountMatch.prefault({}), ...often };

/** Each kind, with what it needs to be told. */
const kinds = [
  z.strictObject({ kind: z.literal('fail_before'), ...onRequest, remembered: z.boolean().default(true) }),
  z.strictObject({ kind: z.literal('act_then_fail'), ...onRequest }),
  z.strictObject({ kind: z.literal('act_then_hang'), ...onRequest, ms: ms.optional() }),
  z.strictObject({ kind: z.literal('rate_limit'), ...onRequest }),
  z.strictObject({ kind: z.literal('slow'), ...onRequest, ms }),
  z.strictObject({ kind: z.literal('cut'), ...onRequest }),
  z.strictObject({ kind: z.literal('capture_late'), ...onAccount, ms }),
  z.strictObject({ kind: z.literal('capture_reversed'), ...onAccount }),
  z.strictObject({ kind: z.literal('debit_slow'), ...onAccount, ms }),
  z.strictObject({ kind: z.literal('check_redirects'), ...onAccount }),
  z.strictObject({ kind: z.literal('check_is_final'), ...onAccount }),
  z.strictObject({ kind: z.literal('webhook_lost'), ...onEvent }),
  z.strictObject({ kind: z.literal('webhook_duplicate'), ...onEvent }),
  z.strictObject({ kind: z.literal('webhook_delay'), ...onEvent, ms }),
  z.strictObject({ kind: z.literal('webhook_out_of_order'), ...onEvent, ms: ms.default(5_000) }),
] as const;

/**
 * Something that goes wrong with requests or events that match.
 * - `fail_before`: 500 without acting; with `remembered` (default) the 500 is the key's answer for good
 * - `act_then_fail`: acts, and answers 500, which is the key's answer for good
 * - `act_then_hang`: acts, then says nothing; the connection is cut after `ms`, or stays until the caller leaves
 * - `rate_limit`: 429 without acting, before the key is looked at
 * - `slow`: waits `ms`, then acts
 * - `cut`: cuts the connection without acting
 * - `capture_late` (`ms`): the balance transaction of an asynchronous capture, which otherwise exists at once
 * - `capture_reversed`: a partial capture moves money as it did before 2025-03-31, in two balance transactions: the
 *   authorised amount, and the rest of it back
 * - `debit_slow` (`ms`): the bank's answer to a debit, which otherwise comes within a second
 * - `check_redirects`: a bank that does not show its question in a frame: where there is a return url, the next action is
 *   `redirect_to_url` although stripe.js is at hand
 * - `check_is_final`: while a bank's question is open, its PaymentIntent takes no other confirmation
 * - `webhook_lost`, `webhook_duplicate`, `webhook_delay` (`ms`): the delivery of an event
 * - `webhook_out_of_order`: a delivery waits until a later event has been delivered to the same endpoint, at most `ms`
 */
export const faultSchema = z.discriminatedUnion('kind', kinds);
export const FAULT_KINDS = kinds.map(({ shape }) => shape.kind.value);

export type Fault = z.infer<typeof faultSchema>;

/** The same in few words, for people who choose one. */
export const FAULT_WORDS: Record<Fault['kind'], string> = {
  fail_before: '500, nothing done',
  act_then_fail: 'done, and 500',
  act_then_hang: 'done, and silence',
  rate_limit: '429, nothing done',
  slow: 'late',
  cut: 'connection cut, nothing done',
  capture_late: 'the balance transaction comes later',
  capture_reversed: 'a partial capture in two balance transactions',
  debit_slow: 'the bank answers a debit later',
  check_redirects: 'the bank is on a page of its own',
  check_is_final: 'no other card while the bank asks',
  webhook_lost: 'never sent',
  webhook_duplicate: 'sent twice',
  webhook_delay: 'sent later',
  webhook_out_of_order: 'sent after a later one',
};
/** As it is posted to `/_sandbox/faults`: what has a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;
export type WebhookFault = Extract<Fault, { kind: `webhook_${string}` }>;
/** Of what an account's payments do, whoever asked for it. */
export type AccountFault = Extract<
  Fault,
  { kind: `capture_${string}` | `check_${string}` | `debit_${string}` }
>;
export type RequestFault = Exclude<Fault, WebhookFault | AccountFault>;

function isPattern(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
