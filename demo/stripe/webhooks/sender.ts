import { createHmac, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import http from 'node:http';
import https from 'node:https';
import type { Database } from '../database.ts';

/** Waits before each further try. Stripe's are longer (hours, for three days); a demo does not wait so long. */
const RETRY_MS = [200, 1_000, 5_000, 15_000, 60_000, 300_000, 1_800_000, 3_600_000];
const ANSWER_MS_MAX = 10_000;
const AT_ONCE_MAX = 16;
const LONGEST_SLEEP_MS = 60_000;
const NOTE_MS = 25;
const NOT_UNDERWAY = 'delivery.id NOT IN (SELECT value FROM json_each(?))';

interface Due {
  id: number;
  tries: number;
  event: string;
  url: string;
  secret: string;
}

/** A delivery that was taken or not. A kill before it is noted sends it once more, as Stripe may. */
interface Ended {
  id: number;
  tries: number;
  delivered: boolean;
}

/**
 * Tells endpoints what happened. Deliveries are rows, so a restart goes on where a kill stopped; they are sent
 * side by side and in no promised order, as Stripe's are.
 */
export class WebhookSender {
  readonly #database: Database;
  /** Until it is noted how they ended. */
  readonly #underway = new Map<number, Promise<void>>();
  readonly #stopping = new AbortController();
  readonly #agents = {
    'http:': new http.Agent({ keepAlive: true }),
    'https:': new https.Agent({ keepAlive: true }),
  };
  #timer: NodeJS.Timeout | undefined;
  #look: NodeJS.Immediate | undefined;
  #noting: NodeJS.Timeout | undefined;
  readonly #ended: Ended[] = [];

  constructor(database: Database) {
    this.#database = database;
  }

  /** Send what is due, and sleep until the next is. Called after every commit; several at about one time are one look. */
  wake(): void {
    this.#look ??= setImmediate(() => {
      this.#look = undefined;
      this.#lookThrough();
    });
  }

  #lookThrough(): void {
    clearTimeout(this.#timer);
    if (this.#stopping.signal.aborted) return;
    for (const due of this.#due()) this.#underway.set(due.id, this.#send(due));
    this.#sleep();
  }

  async close(): Promise<void> {
    this.#stopping.abort();
    clearTimeout(this.#timer);
    clearImmediate(this.#look);
    await Promise.allSettled(this.#underway.values());
    clearTimeout(this.#noting);
    this.#noteEnds();
    for (const agent of Object.values(this.#agents)) agent.destroy();
  }

  #due(): Due[] {
    const most = AT_ONCE_MAX - this.#underway.size;
    if (most === 0) return [];
    return this.#database
      .prepare<unknown[], Due>(
        `SELECT delivery.id, tries, event.json AS event,
                json_extract(endpoint.json, '$.url') AS url, json_extract(endpoint.hidden, '$.secret') AS secret
         FROM delivery
         JOIN object AS event ON event.id = delivery.event
         JOIN object AS endpoint ON endpoint.id = delivery.endpoint
         WHERE delivery.state = 'waiting' AND next_ms <= ? AND ${NOT_UNDERWAY} ORDER BY next_ms LIMIT ?`,
      )
      .all(Date.now(), this.#underwayIds(), most);
  }

  #underwayIds(): string {
    return JSON.stringify([...this.#underway.keys()]);
  }

  #sleep(): void {
    if (this.#underway.size >= AT_ONCE_MAX) return; // the next to end wakes us
    const next = this.#database
      .prepare<[string], { next_ms: number; id: number }>(
        `SELECT id, next_ms FROM delivery WHERE state = 'waiting' AND ${NOT_UNDERWAY} ORDER BY next_ms LIMIT 1`,
      )
      .get(this.#underwayIds());
    if (!next) return;
    const wait = Math.min(Math.max(next.next_ms - Date.now(), 1), LONGEST_SLEEP_MS);
    this.#timer = setTimeout(() => this.wake(), wait).unref();
  }

  async #send({ id, tries, event, url, secret }: Due): Promise<void> {
    const delivered = await this.#post(url, event, secret);
    if (this.#stopping.signal.aborted && !delivered) return; // closing is not the endpoint's failure
    this.#ended.push({ id, tries, delivered });
    this.#noting ??= setTimeout(() => {
      this.#noting = undefined;
      this.#noteEnds();
      this.wake();
    }, NOTE_MS);
  }

  /** What ended at about one time is one write: each waits for the disk, and nobody is answered meanwhile. */
  #noteEnds(): void {
    const ended = this.#ended.splice(0);
    if (ended.length === 0) return;
    this.#database.transaction(() => ended.forEach((end) => this.#note(end))).immediate();
    for (const { id } of ended) this.#underway.delete(id);
  }

  #note({ id, tries, delivered }: Ended): void {
    const retryMs = RETRY_MS[tries];
    const state = delivered ? 'delivered' : retryMs === undefined ? 'failed' : 'waiting';
    this.#database
      .prepare("UPDATE delivery SET state = ?, tries = ?, next_ms = ? WHERE id = ? AND state = 'waiting'")
      .run(state, tries + 1, Date.now() + (retryMs ?? 0), id);
    if (delivered) this.#releaseHeldBefore(id);
  }

  /** What was held back until something later had arrived may follow now. */
  #releaseHeldBefore(id: number): void {
    this.#database
      .prepare(
        `UPDATE delivery SET held = 0, next_ms = ? WHERE held = 1 AND id < ?
         AND endpoint = (SELECT endpoint FROM delivery WHERE id = ?)`,
      )
      .run(Date.now(), id, id);
  }

  async #post(url: string, event: string, secret: string): Promise<boolean> {
    try {
      const payload = indented(event);
      const to = new URL(url);
      const request = (to.protocol === 'https:' ? https : http).request(to, {
        method: 'POST',
        agent: this.#agents[to.protocol === 'https:' ? 'https:' : 'http:'],
        headers: {
          accept: '*/*; q=0.5, application/xml',
          'cache-control': 'no-cache',
          'content-type': 'application/json; charset=utf-8',
          'content-length': Buffer.byteLength(payload),
          'user-agent': 'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
          'stripe-signature': signature(payload, secret, Math.floor(Date.now() / 1000)),
        },
        signal: AbortSignal.any([this.#stopping.signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
      });
      request.end(payload);
      const [response] = (await once(request, 'response')) as [http.IncomingMessage];
      response.on('error', () => undefined).resume(); // what it says beside its status is of no interest
      const { statusCode = 0 } = response;
      return statusCode >= 200 && statusCode < 300;
    } catch {
      return false; // refused, cut or too slow: all are reasons to try again
    }
  }
}

/**
 * As Stripe writes it. A receiver that signs what it has parsed and written again, instead of the bytes that came,
 * is told so here.
 */
const indented = (json: string): string => JSON.stringify(JSON.parse(json), null, 2);

/**
 * `t=…,v1=…,v0=…`: HMAC-SHA256 of "time.payload", and for test events a signature of no use, so that nobody reads them
 * by place. Rule: https://docs.stripe.com/webhooks#verify-manually
 */
export function signature(payload: string, secret: string, timestamp: number): string {
  const hmac = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${hmac},v0=${randomBytes(32).toString('hex')}`;
}
