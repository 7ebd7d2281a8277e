import {
  Client,
  ScheduleAlreadyRunning,
  ScheduleOverlapPolicy,
  ServiceError,
  WithStartWorkflowOperation,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
  type ConnectionLike,
  type ScheduleOptionsAction,
} from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError } from '@temporalio/common';
import { MAIL_ROUND_ID, MAIL_ROUND_WORKFLOW } from './notice/messages.ts';
import {
  CANCEL_UPDATE,
  PAYMENT_WORKFLOW,
  paymentWorkflowId,
  repairWorkflowId,
  STRIPE_SPOKE,
  TRY_UPDATE,
  type PaymentInput,
  type TryInput,
  type TryStep,
} from './payment/messages.ts';
import { Outcomes } from './payment/outcomes.ts';
import { paymentState, type PaymentState } from './payment/states.ts';
import type { paymentWorkflowV2 } from './payment/workflow.ts';
import { SETTLEMENT_WORKFLOW, settlementId, type SettlementInput } from './settlement/messages.ts';

export const TASK_QUEUE = 'payments';

/** One try of one payment, as the outbox keeps the wish for it. */
export interface TryOf {
  paymentId: string;
  n: number;
  /** The attempt's key: Temporal answers a repeated one with the first answer. */
  attemptKey: string;
}

/** The only door to Temporal: starts and wakes workflows by business id, any number of times. */
export interface WorkflowClient {
  /**
   * Carry out a try, and wait for its charge.
   * @returns the payment's state after it; null where the deadline passed first or Temporal could not be reached:
   *   the row's state tells, and the sweeper starts what the outbox still holds
   */
  carryOut(tryOf: TryOf, deadlineMs: number): Promise<PaymentState | null>;
  /** A worker of this process has committed a try's books: who waits for it here hears it at once. */
  onBooked(this: void, of: TryStep, state: PaymentState): void;
  /** Have Temporal take a try on, without waiting for its charge. @throws where Temporal cannot be reached */
  handOver(tryOf: TryOf): Promise<void>;
  /** The payer lets a payment go, declined or at their bank's check. Nothing happens where it cannot be canceled: the row's state tells. */
  cancelPayment(paymentId: string, deadlineMs: number): Promise<void>;
  /** Stripe spoke of a payment. @throws where Temporal cannot be reached */
  wakePayment(paymentId: string): Promise<'signaled' | 'not_running'>;
  /**
   * Drive a payment from its rows, beside a run that has ended, under the same keys.
   * @param n which repair it is: one that runs, or has run, is not run again
   */
  repairPayment(paymentId: string, n?: number): Promise<void>;
  /** Drive a payment on whose workflow may be lost; one that runs, or has completed, is left alone. */
  drivePayment(paymentId: string): Promise<void>;
  /** Have the notices that wait mailed: a round that is under way is left to it. @throws where Temporal cannot be reached */
  mailNotices(): Promise<void>;
  /** Read an agency's balance transactions now and then; made once, its interval is kept up to date. */
  scheduleSettlement(agencyId: string, everySeconds: number): Promise<void>;
  /** @throws where the server does not answer in time */
  ping(deadlineMs: number): Promise<void>;
}

const WAKE_MS = 5000;

/** A workflow once: a running one is joined, a completed one refused; the row's state is the judge. */
const once = {
  taskQueue: TASK_QUEUE,
  workflowIdConflictPolicy: 'USE_EXISTING',
  workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
} as const;
/** Somebody waits: a task that a dead worker holds goes to the next one soon. */
const soon = { workflowTaskTimeout: '2s' } as const;

export function workflowClient(on: { connection: ConnectionLike; namespace: string }): WorkflowClient {
  const client = new Client(on);
  const outcomes = new Outcomes();
  const within = <T>(ms: number, call: () => Promise<T>) => client.withDeadline(Date.now() + ms, call);
  return {
    carryOut: (tryOf, deadlineMs) =>
      outcomes.soonest(tryOf, () => within(deadlineMs, () => carryOut(client, tryOf)).catch(unlessBroken)),
    onBooked: (of, state) => outcomes.tell(of, state),
    handOver: (tryOf) =>
      within(WAKE_MS, async () => {
        const update = { ...tryUpdate(tryOf), waitForStage: 'ACCEPTED' } as const;
        await client.workflow.startUpdateWithStart<Payment, PaymentState, [TryInput]>(TRY_UPDATE, update);
      }).catch(unlessEnded),
    cancelPayment: (paymentId, deadlineMs) =>
      within(deadlineMs, async () => {
        await client.workflow.getHandle(paymentWorkflowId(paymentId)).executeUpdate(CANCEL_UPDATE);
      }).catch(unlessNotRunning),
    wakePayment: (paymentId) => within(WAKE_MS, () => wake(client, paymentId)),
    repairPayment: (paymentId, n = Date.now()) =>
      within(WAKE_MS, () => start(client, PAYMENT_WORKFLOW, repairWorkflowId(paymentId, n), { paymentId })),
    drivePayment: (paymentId) =>
      within(WAKE_MS, () => start(client, PAYMENT_WORKFLOW, paymentWorkflowId(paymentId), { paymentId })),
    mailNotices: () =>
      within(WAKE_MS, async () => {
        const again = { ...once, workflowIdReusePolicy: 'ALLOW_DUPLICATE' } as const;
        await client.workflow.start(MAIL_ROUND_WORKFLOW, { ...again, workflowId: MAIL_ROUND_ID });
      }),
    scheduleSettlement: (agencyId, everySeconds) =>
      within(WAKE_MS, () => scheduleSettlement(client, agencyId, everySeconds)),
    async ping(deadlineMs) {
      await within(deadlineMs, () => client.workflowService.describeNamespace({ namespace: on.namespace }));
    },
  };
}

type Payment = typeof paymentWorkflowV2;

async function carryOut(client: Client, tryOf: TryOf): Promise<PaymentState> {
  const update = tryUpdate(tryOf);
  return paymentState(
    await client.workflow.executeUpdateWithStart<Payment, PaymentState, [TryInput]>(TRY_UPDATE, update),
  );
}

function tryUpdate({ paymentId, n, attemptKey }: TryOf) {
  return {
    updateId: attemptKey,
    args: [{ n }] satisfies [TryInput],
    startWorkflowOperation: new WithStartWorkflowOperation<Payment>(PAYMENT_WORKFLOW, {
      ...once,
      ...soon,
      workflowId: paymentWorkflowId(paymentId),
      args: [{ paymentId }],
    }),
  };
}

/** Nobody answers in time, or the workflow has ended: expected. A handler that fails is not. */
function unlessBroken(error: unknown): null {
  if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError || error instanceof ServiceError) return null;
  unlessEnded(error);
  return null;
}

/** Too late, or too early, to cancel: refused by the workflow, or nothing runs. */
function unlessNotRunning(error: unknown): void {
  if (!(error instanceof WorkflowNotFoundError)) unlessBroken(error);
}

/** A workflow that has completed is not started again; its payment's state tells. */
function unlessEnded(error: unknown): void {
  if (error instanceof WorkflowExecutionAlreadyStartedError || error instanceof WorkflowUpdateFailedError)
    return;
  throw error;
}

async function start(client: Client, type: string, workflowId: string, input: PaymentInput): Promise<void> {
  try {
    await client.workflow.start(type, { ...once, ...soon, workflowId, args: [input] });
  } catch (error) {
    unlessEnded(error);
  }
}

async function wake(client: Client, paymentId: string): Promise<'signaled' | 'not_running'> {
  try {
    await client.workflow.getHandle(paymentWorkflowId(paymentId)).signal(STRIPE_SPOKE);
    return 'signaled';
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return 'not_running';
    throw error;
  }
}

/** One pass at a time; passes missed while the server was away are not made up for: the next one reads them too. */
async function scheduleSettlement(client: Client, agencyId: string, everySeconds: number): Promise<void> {
  const scheduleId = settlementId(agencyId);
  const input: SettlementInput = { agencyId };
  const spec = { intervals: [{ every: everySeconds * 1000 }] };
  const action: ScheduleOptionsAction = {
    type: 'startWorkflow',
    workflowType: SETTLEMENT_WORKFLOW,
    taskQueue: TASK_QUEUE,
    args: [input],
  };
  const policies = { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow: '1m' } as const;
  try {
    await client.schedule.create({ scheduleId, spec, action, policies });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw error;
    await client.schedule.getHandle(scheduleId).update((before) => ({ ...before, spec }));
  }
}
