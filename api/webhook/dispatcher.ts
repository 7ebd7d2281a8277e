import { setTimeout as pause } from 'node:timers/promises';
import type { Payment, StripeEvent } from '../../prisma/gen/sqlite/client.ts';
import { paymentState } from '../../workflows/payment/states.ts';
import type { Deps } from '../deps.ts';
import { logFailure } from '../http/log-failure.ts';
import { isExplained } from './explained.ts';
import { placeEvent, tellStaff } from './place-event.ts';
import { IN_HAND_MS, sortEvents } from './sort-events.ts';

const BATCH = 100;
const EVERY_MS = 5000;
const BACKOFF_MOST_MS = 60_000;
/** From one pass to the next: what comes meanwhile is carried together. The first one after a rest begins at once. */
const GAP_MS = 100;

type Outcome = 'explained' | 'signaled' | 'repair_started' | 'unplaced' | 'ignored';
type DispatcherDeps = Pick<Deps, 'db' | 'read' | 'workflows' | 'clock' | 'log'>;

/**
 * Carries what Stripe said from the inbox to the payments, oldest first. Runs when kicked and by a timer; a row
 * that could not be carried stays, and is tried again ever more slowly.
 */
export class Dispatcher {
  readonly #deps: DispatcherDeps;
  readonly #everyMs: number;
  #timer: NodeJS.Timeout | undefined;
  #pass: Promise<void> | undefined;
  #kicked = false;
  #stopped = false;
  #failures = 0;
  #notBefore = 0;
  #lastPass = -GAP_MS;
  #lookAgain: NodeJS.Timeout | undefined;

  /** @param options.everyMs how often the inbox is looked through without a kick */
  constructor(deps: DispatcherDeps, options: { everyMs: number }) {
    this.#deps = deps;
    this.#everyMs = options.everyMs;
  }

  start(): void {
    this.#timer ??= setInterval(() => {
      if (performance.now() >= this.#notBefore) this.kick();
    }, this.#everyMs);
  }

  /** There may be something new. Returns at once; one pass at a time. */
  kick(): void {
    this.#kicked = true;
    this.#pass ??= this.#run().finally(() => {
      this.#pass = undefined;
      if (this.#kicked && !this.#stopped) this.kick(); // it came just as the pass ended
    });
  }

  /** The pass that runs now, if any, is over. */
  async idle(): Promise<void> {
    while (this.#pass) await this.#pass;
  }

  /** No further pass; the one that runs now is waited for. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    clearTimeout(this.#lookAgain);
    await this.idle();
  }

  async #run(): Promise<void> {
    while (this.#kicked && !this.#stopped) {
      await pause(Math.max(0, this.#lastPass + GAP_MS - performance.now()));
      if (this.#stopped) return;
      this.#kicked = false;
      const allWell = await this.#lookThrough().catch((error: unknown) => {
        logFailure(this.#deps.log, 'the inbox could not be read', error);
        return false;
      });
      this.#lastPass = performance.now();
      this.#failures = allWell ? 0 : this.#failures + 1;
      this.#notBefore = allWell ? 0 : performance.now() + backoffMs(this.#failures, this.#everyMs);
    }
  }

  /** @returns false where a row had to stay, though it should not */
  async #lookThrough(): Promise<boolean> {
    let failed = 0;
    let stayed = 0; // those carried are gone from the list; these are still before the rest
    for (;;) {
      const rows = await this.#unprocessed(stayed);
      const { explained, ignored, inHand, news } = await sortEvents(
        this.#deps.read,
        rows,
        this.#deps.clock(),
      );
      await this.#settle('explained', explained);
      await this.#settle('ignored', ignored);
      if (inHand.length > 0) this.#lookAgainSoon();
      stayed += inHand.length;
      for (const row of news) {
        if (this.#stopped) return failed === 0;
        if (await this.#carry(row, failed === 0)) continue;
        failed++;
        stayed++;
      }
      if (rows.length < BATCH) return failed === 0;
    }
  }

  #lookAgainSoon(): void {
    this.#lookAgain ??= setTimeout(() => {
      this.#lookAgain = undefined;
      this.kick();
    }, IN_HAND_MS / 2).unref();
  }

  /** Rows about which nothing is to be done, all at once. */
  async #settle(outcome: Outcome, rows: readonly StripeEvent[]): Promise<void> {
    const done = { processedAt: this.#deps.clock(), outcome };
    for (const [account, ofAccount] of Map.groupBy(rows, (row) => row.account)) {
      const eventId = { in: ofAccount.map((row) => row.eventId) };
      await this.#deps.db.$transaction((tx) =>
        tx.stripeEvent.updateMany({ where: { account, eventId, processedAt: null }, data: done }),
      );
    }
  }

  #unprocessed(skip: number): Promise<StripeEvent[]> {
    return this.#deps.read.stripeEvent.findMany({
      where: { processedAt: null },
      orderBy: [{ receivedAt: 'asc' }, { account: 'asc' }, { eventId: 'asc' }],
      skip,
      take: BATCH,
    });
  }

  /** One row to its end. A failure is its own: the others are carried on. */
  async #carry(row: StripeEvent, temporalAnswers: boolean): Promise<boolean> {
    const key = { account: row.account, eventId: row.eventId };
    try {
      const outcome = await this.#outcomeOf(row, temporalAnswers);
      if (outcome === null) return false; // waits for Temporal
      const done = { processedAt: this.#deps.clock(), outcome };
      await this.#deps.db.stripeEvent.updateMany({ where: { ...key, processedAt: null }, data: done });
      return true;
    } catch (error) {
      logFailure(this.#deps.log, 'an event stays in the inbox', error, { eventId: row.eventId });
      await this.#deps.db.stripeEvent.updateMany({ where: key, data: { tries: { increment: 1 } } });
      return false;
    }
  }

  /** @returns null where Temporal is needed and has just not answered */
  async #outcomeOf(row: StripeEvent, temporalAnswers: boolean): Promise<Outcome | null> {
    const { read, db, clock, workflows } = this.#deps;
    const { payment, agencyId } = await placeEvent(read, row);
    if (payment === null) {
      if (agencyId !== null) await tellStaff(db, { agencyId, eventId: row.eventId, now: clock() });
      return 'unplaced';
    }
    if (isExplained(paymentState(payment.state), row.type)) return 'explained';
    if (!temporalAnswers) return null;
    if ((await workflows.wakePayment(payment.id)) === 'signaled') return 'signaled';
    return this.#afterItsEnd(payment, row.type);
  }

  /** Its workflow ended: just now, having read the same from Stripe; or long ago, and this is a late fact. */
  async #afterItsEnd({ id }: Payment, type: string): Promise<Outcome> {
    const { read, workflows } = this.#deps;
    const { state } = await read.payment.findUniqueOrThrow({ where: { id } });
    if (isExplained(paymentState(state), type)) return 'explained';
    await workflows.repairPayment(id); // twice, should we die before the row says so: its steps are keyed
    return 'repair_started';
  }
}

/** A dispatcher at work, until it is stopped. */
export function startDispatcher(deps: DispatcherDeps, options = { everyMs: EVERY_MS }): Dispatcher {
  const dispatcher = new Dispatcher(deps, options);
  dispatcher.start();
  dispatcher.kick(); // what the last run left
  return dispatcher;
}

/** How long the timer leaves the inbox alone after so many passes that did not end well. */
export function backoffMs(failures: number, everyMs: number): number {
  return Math.min(BACKOFF_MOST_MS, everyMs * 2 ** Math.min(failures, 10));
}
