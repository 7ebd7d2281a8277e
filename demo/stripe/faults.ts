import type { Database } from './database.ts';
import type { AccountFault, Fault, RequestFault, WebhookFault } from './fault-kinds.ts';
import { ENDLESS, faultSchema } from './fault-kinds.ts';

interface RequestFacts {
  method: string;
  path: string;
  account: string;
  /** the encoded parameters, as they came */
  params: string;
}

interface Row {
  id: number;
  json: string;
  times: number;
  seen: number;
}

/** A fault that may still strike, and how often. */
export type Waiting = Fault & { id: number; times: number };

/** Faults wait in the database: they outlive a killed sandbox, and count down in the transaction they hit. */
export class Faults {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  add(fault: Fault): void {
    const times = fault.times ?? (fault.rate === undefined ? 1 : ENDLESS);
    this.#database
      .prepare('INSERT INTO fault (kind, json, times) VALUES (?, ?, ?)')
      .run(fault.kind, JSON.stringify(fault), times);
  }

  clear(): void {
    this.#database.prepare('DELETE FROM fault').run();
  }

  remove(id: number): void {
    this.#database.prepare('DELETE FROM fault WHERE id = ?').run(id);
  }

  waiting(): Waiting[] {
    return this.#rows().map(({ id, json, times }) => ({ ...faultSchema.parse(JSON.parse(json)), id, times }));
  }

  /** The first fault that this request meets; one of its times is used up. */
  forRequest(request: RequestFacts): RequestFault | undefined {
    return this.#take((fault) => (isRequestFault(fault) && hitsRequest(fault, request) ? fault : undefined));
  }

  forEvent(event: { type: string; account: string }): WebhookFault | undefined {
    return this.#take((fault) => (isWebhookFault(fault) && hitsEvent(fault, event) ? fault : undefined));
  }

  forAccount<K extends AccountFault['kind']>(
    kind: K,
    account: string,
  ): Extract<AccountFault, { kind: K }> | undefined {
    const isOfKind = (fault: Fault): fault is Extract<AccountFault, { kind: K }> => fault.kind === kind;
    return this.#take((fault) =>
      isOfKind(fault) && [undefined, account].includes(fault.match.account) ? fault : undefined,
    );
  }

  #take<F extends Fault>(hit: (fault: Fault) => F | undefined): F | undefined {
    for (const { id, json, seen } of this.#rows()) {
      const fault = hit(faultSchema.parse(JSON.parse(json)));
      if (!fault) continue;
      const strikes = fault.rate === undefined || drawn(fault.seed, seen) < fault.rate;
      this.#database
        .prepare('UPDATE fault SET seen = seen + 1, times = times - ? WHERE id = ?')
        .run(strikes ? 1 : 0, id);
      if (strikes) return fault;
    }
    return undefined;
  }

  #rows(): Row[] {
    return this.#database
      .prepare<[], Row>('SELECT id, json, times, seen FROM fault WHERE times > 0 ORDER BY id')
      .all();
  }
}

/** The n-th number that a seed draws, from 0 to 1 (mulberry32's mixing): the same for ever. */
export function drawn(seed: number, n: number): number {
  let mixed = (seed + Math.imul(n + 1, 0x6d2b79f5)) | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
  mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
}

function isWebhookFault(fault: Fault): fault is WebhookFault {
  return fault.kind.startsWith('webhook_');
}

function isRequestFault(fault: Fault): fault is RequestFault {
  return !/^(webhook|capture|check|debit)_/.test(fault.kind);
}

function hitsRequest({ match }: RequestFault, request: RequestFacts): boolean {
  if (match.method !== undefined && match.method !== request.method) return false;
  if (match.account !== undefined && match.account !== request.account) return false;
  const sent = new URLSearchParams(request.params);
  if (Object.entries(match.params).some(([name, value]) => sent.get(name) !== value)) return false;
  if (match.path === undefined) return true;
  return match.regex ? new RegExp(match.path).test(request.path) : request.path.startsWith(match.path);
}

function hitsEvent({ match }: WebhookFault, event: { type: string; account: string }): boolean {
  if (match.account !== undefined && match.account !== event.account) return false;
  return match.type === undefined || match.type === event.type;
}
