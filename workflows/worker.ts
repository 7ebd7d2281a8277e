import { ApplicationFailure, TemporalFailure } from '@temporalio/common';
import {
  type ActivityInboundCallsInterceptor,
  type ActivityInterceptorsFactory,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type LogEntry,
} from '@temporalio/worker';
import type { Logger } from 'pino';
import type Stripe from 'stripe';
import type { Database, Db } from '../prisma/client.ts';
import { DatabaseWatch } from '../prisma/database-watch.ts';
import { briefError } from './brief-error.ts';
import { TASK_QUEUE, type WorkflowClient } from './client.ts';
import { every, type Loop } from './every.ts';
import { sealPending } from './ledger/seal.ts';
import type { Mailer } from './mail/mailer.ts';
import { noticeActivities } from './notice/activities/notice-activities.ts';
import { assessMonthlyFees } from './obligation/monthly-fee.ts';
import { paymentActivities } from './payment/activities/payment-activities.ts';
import { settlementActivities } from './settlement/activities.ts';
import { balanceTransactions } from './stripe/balance-transactions.ts';
import { stripeGateway } from './stripe/gateway.ts';
import { driveOpenPayments, forgetWhatEnded, sweepOutbox } from './sweeper.ts';
import { workflowCode } from './workflow-code.ts';

export interface WorkerDeps {
  db: Db;
  connection: NativeConnection;
  namespace: string;
  workflows: WorkflowClient;
  stripe: Stripe;
  mailer: Mailer;
  /** Where browsers reach the api: addresses in mails. */
  origin: () => string;
  settlementSeconds: number;
  clock: () => Date;
  log: Logger;
}

export interface RunningWorker {
  /** Lets running activities finish, then ends. */
  stop(): Promise<void>;
  /** Settles when the worker has ended; rejects where it failed. */
  ended: Promise<void>;
}

/** How a worker of ours polls, caches and ends. */
export const workerOptions = {
  stickyQueueScheduleToStartTimeout: '1s',
  shutdownGraceTime: '25s',
  maxCachedWorkflows: 500,
  maxConcurrentWorkflowTaskExecutions: 100, // a payment's first task lasts as long as Stripe takes to answer
  maxHeartbeatThrottleInterval: '500ms', // by itself the SDK sends a beat at 80 % of the timeout: one late one would pass for a death
} as const;
const SWEEP_MS = 2000;
const DRIVE_MS = 60_000;
const SEAL_MS = 2000;
const FEES_MS = 600_000;
const FORGET_MS = 600_000;
const WATCH_MS = 5000;

/** Run the workflows and what keeps them going: the sweeper, the sealer, the settlement schedules. */
export async function startWorker(deps: WorkerDeps): Promise<RunningWorker> {
  const { connection, namespace } = deps;
  const worker = await Worker.create({
    ...workerOptions,
    connection,
    namespace,
    taskQueue: TASK_QUEUE,
    workflowBundle: await workflowCode(),
    activities: activitiesOf(deps),
    interceptors: { activity: [(context) => ({ inbound: briefFailures(deps.log, context) })] },
  });
  const ended = worker.run();
  const loops = keepGoing(deps);
  return {
    ended,
    async stop() {
      await Promise.all(loops.map((loop) => loop.stop()));
      if (worker.getState() === 'RUNNING') worker.shutdown();
      await ended;
    },
  };
}

/** Say in the log when the database cannot be used, once, and when it can be again. Its life is the caller's. */
export const watchDatabase = ({ trouble }: Pick<Database, 'trouble'>, log: Logger): DatabaseWatch =>
  new DatabaseWatch(trouble, (said) =>
    said.trouble === null ? log.warn(said.sentence) : log.fatal({ trouble: said.trouble }, said.sentence),
  ).start(WATCH_MS);

/** What an activity throws goes into the workflow's history: briefly, and into our log with where it was thrown. */
const briefFailures = (log: Logger, { info }: ActivityContext): ActivityInboundCallsInterceptor => ({
  async execute(input, next) {
    try {
      return await next(input);
    } catch (error) {
      if (error instanceof TemporalFailure) throw error;
      const brief = briefError(error);
      const { activityType, attempt, workflowExecution } = info;
      log.error(
        { error: brief, activityType, attempt, workflowId: workflowExecution?.workflowId },
        'an activity failed',
      );
      const message = [brief.code, brief.message].filter((part) => part !== undefined).join(' ');
      throw ApplicationFailure.create({ type: brief.name, message });
    }
  },
});

type ActivityContext = Parameters<ActivityInterceptorsFactory>[0];

export const activitiesOf = ({ db, stripe, mailer, origin, clock, log, workflows }: WorkerDeps) => ({
  ...paymentActivities({ db, stripe: stripeGateway(stripe), clock, onBooked: workflows.onBooked }),
  ...noticeActivities({ db, mailer, origin, clock, log }),
  ...settlementActivities({ db, list: balanceTransactions(stripe), clock }),
});

let isQuiet = false;

/**
 * The SDK's runtime is one per process and must be set up before anything of it is used. Only its warnings are of
 * interest, and of an error only what `briefError` leaves: the rest may hold what an outside system answered.
 */
export function quietRuntime(log?: Logger): void {
  const tell = ({ message, meta }: LogEntry) => log?.warn({ ...briefly(meta) }, `Temporal: ${message}`);
  if (!isQuiet) Runtime.install({ logger: new DefaultLogger('WARN', tell), shutdownSignals: [] });
  isQuiet = true;
}

function briefly(meta: LogEntry['meta']) {
  const error: unknown = meta?.['error'];
  return {
    workflowId: meta?.['workflowId'] as unknown,
    activityType: meta?.['activityType'] as unknown,
    ...(error !== undefined && { error: briefError(error) }),
  };
}

/** One connection for client and worker. */
export async function connectTemporal(address: string, log?: Logger): Promise<NativeConnection> {
  quietRuntime(log);
  return NativeConnection.connect({ address });
}

function keepGoing(deps: WorkerDeps): Loop[] {
  const { log } = deps;
  return [
    every(SWEEP_MS, 'outbox', () => sweepOutbox(deps), log),
    every(DRIVE_MS, 'open payments', driver(deps), log),
    every(DRIVE_MS, 'settlement schedules', schedules(deps), log),
    every(SEAL_MS, 'sealer', sealer(deps), log),
    every(FORGET_MS, 'counts of tries', () => forgetWhatEnded(deps), log),
    every(FEES_MS, 'monthly fees', () => assessMonthlyFees(deps.db, deps.clock()), log),
  ];
}

/** The first pass drives everything that is open: Temporal's store may be lost. */
function driver(deps: WorkerDeps): () => Promise<void> {
  let fresh = true;
  return async () => {
    await driveOpenPayments(deps, { fresh });
    fresh = false;
  };
}

/** The first pass looks at every entry ever made; the later ones only at what may be new. */
function sealer({ db, clock }: WorkerDeps): () => Promise<void> {
  let everything = true;
  return async () => {
    const agencies = await db.agency.findMany({ select: { id: true } });
    for (const { id } of agencies) await sealPending(db, id, clock(), { everything });
    everything = false;
  };
}

/** Each agency's settlement pass, also of one that was added since the start. */
function schedules({ db, workflows, settlementSeconds }: WorkerDeps): () => Promise<void> {
  const made = new Set<string>();
  return async () => {
    for (const { id } of await db.agency.findMany({ select: { id: true } })) {
      if (made.has(id)) continue;
      await workflows.scheduleSettlement(id, settlementSeconds);
      made.add(id);
    }
  };
}
