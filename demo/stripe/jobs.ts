import type { Call } from './call.ts';
import type { Clock } from './clock.ts';
import { seconds } from './clock.ts';
import type { Database } from './database.ts';
import { platformOf } from './accounts.ts';
import { Shelf } from './shelf.ts';

/** What Stripe does after it has answered. The subject is an object's id. */
export type JobKind = 'capture' | 'debit' | 'return';
export type Work = Record<JobKind, (call: Call, subject: string) => void>;

interface Row {
  id: number;
  account: string;
  kind: JobKind;
  subject: string;
  due_ms: number;
}

const LONGEST_SLEEP_MS = 60_000;

/** Put off work, in the transaction that makes it necessary. With 0 it is done right after the answer. */
export function doLater({ database, shelf }: Call, kind: JobKind, subject: string, inMs: number): void {
  database
    .prepare('INSERT INTO job (account, kind, subject, due_ms) VALUES (?, ?, ?, ?)')
    .run(shelf.account, kind, subject, Date.now() + inMs);
}

/** Does what was put off, each piece in a transaction of its own; what a kill interrupts is done after the restart. */
export class Jobs {
  readonly #database: Database;
  readonly #clock: Clock;
  readonly #work: Work;
  readonly #committed: () => void;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(database: Database, clock: Clock, work: Work, committed: () => void) {
    this.#database = database;
    this.#clock = clock;
    this.#work = work;
    this.#committed = committed;
  }

  /** Do all that is due, and sleep until the next is. */
  wake(): void {
    clearTimeout(this.#timer);
    if (this.#closed) return;
    let did = false;
    for (let job = this.#next(); job; job = this.#next()) {
      if (job.due_ms > Date.now()) {
        this.#sleepUntil(job.due_ms);
        break;
      }
      this.#do(job);
      did = true;
    }
    if (did) this.#committed();
  }

  close(): void {
    this.#closed = true;
    clearTimeout(this.#timer);
  }

  #next(): Row | undefined {
    return this.#database.prepare<[], Row>('SELECT * FROM job ORDER BY due_ms, id LIMIT 1').get();
  }

  #do({ id, account, kind, subject }: Row): void {
    this.#database
      .transaction(() => {
        this.#work[kind](this.#callFor(account), subject);
        this.#database.prepare('DELETE FROM job WHERE id = ?').run(id);
      })
      .immediate();
  }

  #callFor(account: string): Call {
    return {
      shelf: new Shelf(this.#database, account),
      database: this.#database,
      now: seconds(this.#clock()),
      id: '',
      path: {},
      params: {},
      platform: platformOf(this.#database, account),
      publishable: false,
      requestId: null,
      idempotencyKey: null,
      origin: '',
    };
  }

  #sleepUntil(dueMs: number): void {
    const wait = Math.min(Math.max(dueMs - Date.now(), 1), LONGEST_SLEEP_MS);
    this.#timer = setTimeout(() => this.wake(), wait).unref();
  }
}
