import { z } from 'zod';
import type { Database } from './database.ts';

const requestMatch = z.strictObject({
  method: z.string().toUpperCase().optional(),
  /** a prefix of the path, or with `regex` a regular expression: `/confirm$` */
  path: z.string().optional(),
  regex: z.boolean().default(false),
  account: z.string().optional(),
});
const eventMatch = z.strictObject({ type: z.string().optional(), account: z.string().optional() });
const times = z.int().positive().default(1);

/**
 * Something that goes wrong for the next `times` requests or events that match.
 * - `fail_before`: 500 without acting; with `remembered` (default) the 500 is the key's answer for good
 * - `act_then_hang`: acts, then says nothing; the connection is cut after `ms`, or stays until the caller leaves
 * - `slow`: waits `ms`, then acts
 * - `cut`: cuts the connection without acting
 * - `capture_late` (`ms`): the balance transaction of an asynchronous capture, which otherwise exists at once
 * - `webhook_lost`, `webhook_duplicate`, `webhook_delay` (`ms`): the delivery of an event
 */
export const faultSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('fail_before'),
    match: requestMatch.prefault({}),
    times,
    remembered: z.boolean().default(true),
  }),
  z.strictObject({
    kind: z.literal('act_then_hang'),
    match: requestMatch.prefault({}),
    times,
    ms: z.int().nonnegative().optional(),
  }),
  z.strictObject({
    kind: z.literal('slow'),
    match: requestMatch.prefault({}),
    times,
    ms: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('cut'), match: requestMatch.prefault({}), times }),
  z.strictObject({
    kind: z.literal('capture_late'),
    match: z.strictObject({ account: z.string().optional() }).prefault({}),
    times,
    ms: z.int().nonnegative(),
  }),
  z.strictObject({ kind: z.literal('webhook_lost'), match: eventMatch.prefault({}), times }),
  z.strictObject({ kind: z.literal('webhook_duplicate'), match: eventMatch.prefault({}), times }),
  z.strictObject({
    kind: z.literal('webhook_delay'),
    match: eventMatch.prefault({}),
    times,
    ms: z.int().nonnegative(),
  }),
]);
export type Fault = z.infer<typeof faultSchema>;
/** As it is posted to `/_sandbox/faults`: what has a default may be left out. */
export type FaultInput = z.input<typeof faultSchema>;
export type RequestFault = Extract<Fault, { kind: 'fail_before' | 'act_then_hang' | 'slow' | 'cut' }>;
export type WebhookFault = Extract<Fault, { kind: 'webhook_lost' | 'webhook_duplicate' | 'webhook_delay' }>;
type CaptureFault = Extract<Fault, { kind: 'capture_late' }>;

interface RequestFacts {
  method: string;
  path: string;
  account: string;
}

interface Row {
  id: number;
  json: string;
  times: number;
}

/** Faults wait in the database: they outlive a killed sandbox, and count down in the transaction they hit. */
export class Faults {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(fault: Fault): void {
    this.#database
      .prepare('INSERT INTO fault (kind, json, times) VALUES (?, ?, ?)')
      .run(fault.kind, JSON.stringify(fault), fault.times);
  }

  clear(): void {
    this.#database.prepare('DELETE FROM fault').run();
  }

  waiting(): Fault[] {
    return this.#rows().map(({ json, times: left }) => ({
      ...faultSchema.parse(JSON.parse(json)),
      times: left,
    }));
  }

  /** The first fault that this request meets; one of its times is used up. */
  forRequest(request: RequestFacts): RequestFault | undefined {
    return this.#take((fault) => (isRequestFault(fault) && hitsRequest(fault, request) ? fault : undefined));
  }

  forEvent(event: { type: string; account: string }): WebhookFault | undefined {
    return this.#take((fault) => (isWebhookFault(fault) && hitsEvent(fault, event) ? fault : undefined));
  }

  forCapture(account: string): CaptureFault | undefined {
    return this.#take((fault) =>
      fault.kind === 'capture_late' && [undefined, account].includes(fault.match.account) ? fault : undefined,
    );
  }

  #take<F extends Fault>(hit: (fault: Fault) => F | undefined): F | undefined {
    for (const row of this.#rows()) {
      const fault = hit(faultSchema.parse(JSON.parse(row.json)));
      if (!fault) continue;
      this.#database.prepare('UPDATE fault SET times = times - 1 WHERE id = ?').run(row.id);
      return fault;
    }
    return undefined;
  }

  #rows(): Row[] {
    return this.#database
      .prepare<[], Row>('SELECT id, json, times FROM fault WHERE times > 0 ORDER BY id')
      .all();
  }
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return ['act_then_hang', 'cut', 'fail_before', 'slow'].includes(fault.kind);
}

function isWebhookFault(fault: Fault): fault is WebhookFault {
  return fault.kind.startsWith('webhook_');
}

function hitsRequest({ match }: RequestFault, request: RequestFacts): boolean {
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.account !== undefined && match.account !== request.account) return false;
  if (match.path === undefined) return true;
  return match.regex ? new RegExp(match.path).test(request.path) : request.path.startsWith(match.path);
}

function hitsEvent({ match }: WebhookFault, event: { type: string; account: string }): boolean {
  if (match.account !== undefined && match.account !== event.account) return false;
  return match.type === undefined || match.type === event.type;
}
