import type { Logger } from 'pino';
import type { Db } from '../prisma/client.ts';
import type { Outbox } from '../prisma/gen/sqlite/client.ts';
import { briefError } from './brief-error.ts';
import type { WorkflowClient } from './client.ts';
import { due, pushBack } from './outbox.ts';
import { isFinal, paymentState, statesOfPayment } from './payment/states.ts';

export interface SweepDeps {
  db: Db;
  workflows: WorkflowClient;
  clock: () => Date;
  log: Logger;
}

const BATCH = 100;
const RETRY_SECONDS_MAX = 300;

/**
 * Start what the outbox still holds: tries that Temporal did not take on when they were written, and a round of the
 * mails that are due, whose wishes the round itself fulfills.
 */
export async function sweepOutbox(deps: SweepDeps): Promise<void> {
  await Promise.all([handOverTries(deps), startMailRound(deps)]);
}

async function startMailRound({ db, workflows, clock }: SweepDeps): Promise<void> {
  const waiting = await db.outbox.findFirst({ where: due('notice', clock()), select: { id: true } });
  if (waiting !== null) await workflows.mailNotices();
}

async function handOverTries(deps: SweepDeps): Promise<void> {
  const where = due('payment_attempt', deps.clock());
  const rows = await deps.db.outbox.findMany({ where, orderBy: { dueAt: 'asc' }, take: BATCH });
  const done: string[] = [];
  for (const row of rows) if (await isFulfilled(deps, row)) done.push(row.id);
  if (done.length === 0) return;
  await deps.db.outbox.updateMany({ where: { id: { in: done } }, data: { doneAt: deps.clock() } });
}

/** @returns false where it is to be tried again later */
async function isFulfilled(deps: SweepDeps, row: Outbox): Promise<boolean> {
  try {
    await handOver(deps, row.subjectId);
    return true;
  } catch (error) {
    const seconds = await pushBack(deps.db, row, deps.clock(), RETRY_SECONDS_MAX);
    deps.log.warn(
      { error: briefError(error), outboxId: row.id, kind: row.kind, seconds },
      'Temporal did not take it on: tried again later',
    );
    return false;
  }
}

async function handOver({ db, workflows }: SweepDeps, attemptId: string): Promise<void> {
  const attempt = await db.paymentAttempt.findUniqueOrThrow({
    where: { id: attemptId },
    include: { payment: true },
  });
  if (isFinal(paymentState(attempt.payment.state))) return;
  await workflows.handOver({ paymentId: attempt.paymentId, n: attempt.n, attemptKey: attempt.key });
}

const DEVICE_KEPT_MS = 90 * 86_400_000;

/** Forget tries whose window has ended, and browsers that nobody has signed in with for so long. */
export async function forgetWhatEnded({ db, clock }: Pick<SweepDeps, 'db' | 'clock'>): Promise<void> {
  const now = clock().getTime();
  await db.tryCount.deleteMany({ where: { endsMs: { lte: BigInt(now) } } });
  await db.knownDevice.deleteMany({ where: { seenAt: { lte: new Date(now - DEVICE_KEPT_MS) } } });
}

/** After this long without an end, a payment's workflow is made sure of. */
const STILL_OPEN_MS = 60_000;
/** How often a payment that needs repair is read again. */
const REPAIR_EVERY_MS = 600_000;

/**
 * Drive on what has not ended: a workflow that is lost with Temporal's store begins again from the rows; one that
 * runs is left alone. A payment that needs repair is read again.
 * @param options.fresh also those of this minute: at a start, when nobody here has begun any
 */
export async function driveOpenPayments(
  { db, workflows, clock, log }: SweepDeps,
  options: { fresh?: boolean } = {},
): Promise<void> {
  const before = new Date(clock().getTime() - (options.fresh ? 0 : STILL_OPEN_MS));
  const tenMinutes = Math.floor(clock().getTime() / REPAIR_EVERY_MS);
  const open = await db.payment.findMany({
    where: { state: { in: [...openStates, 'needs_repair'] }, createdAt: { lte: before } },
    select: { id: true, state: true },
    orderBy: { createdAt: 'asc' },
  });
  for (const { id, state } of open) {
    try {
      await (state === 'needs_repair' ? workflows.repairPayment(id, tenMinutes) : workflows.drivePayment(id));
    } catch (error) {
      log.warn(
        { error: briefError(error), paymentId: id },
        'Temporal could not be reached: tried again later',
      );
      return;
    }
  }
}

const openStates = statesOfPayment.filter((state) => !isFinal(state));
