import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
} from '@temporalio/workflow';
import type { PaymentActivities } from './activities/payment-activities.ts';
import {
  CANCEL_UPDATE,
  STRIPE_SPOKE,
  TRY_UPDATE,
  type PaymentEnd,
  type PaymentInput,
  type Standing,
  type TryInput,
  type TryResult,
} from './messages.ts';
import { isFinal, mayStillArrive, type PaymentState } from './states.ts';

const { gate, books } = proxyLocalActivities<PaymentActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});
const { charge, readBack } = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '50s', // at most two calls of 20 s
  heartbeatTimeout: '10s', // a killed process is noticed by then; a step that runs twice has the same keys
  retry: { initialInterval: '1s', maximumInterval: '20s' },
});

const tryUpdate = defineUpdate<PaymentState, [TryInput]>(TRY_UPDATE);
const cancelUpdate = defineUpdate<PaymentState>(CANCEL_UPDATE);
const stripeSpoke = defineSignal(STRIPE_SPOKE);

const MINUTE_MS = 60_000;
/** Bounds each wait on Stripe: growing to ten minutes apart, about twelve hours. Then people look. */
const READS_MAX = 80;
const ACTION_MS = 30 * MINUTE_MS;
const BANK_DEBIT_MS = 10 * 24 * 60 * MINUTE_MS;

/** Carry a payment from its gate to its end. A run that begins again goes on from what the database knows. */
export async function paymentWorkflow({ paymentId }: PaymentInput): Promise<PaymentEnd> {
  let at: Standing = { state: 'created', n: 0, wanted: 1, expiresAt: '' };
  let wanted = 1;
  let isCanceled = false;
  let told = 0; // how often Stripe or the payer has spoken
  let heard = 0;
  setHandler(stripeSpoke, () => void told++);
  setHandler(tryUpdate, async ({ n }) => {
    wanted = Math.max(wanted, n);
    told++;
    await condition(
      () => isFinal(at.state) || (at.n >= n && at.state !== 'created' && at.state !== 'charging'),
    );
    return at.state;
  });
  setHandler(
    cancelUpdate,
    async () => {
      isCanceled = true;
      told++;
      await condition(() => isFinal(at.state));
      return at.state;
    },
    { validator: () => assertCancelable(at.state) },
  );

  const key = (step: string) => `payment/${paymentId}:${step}`; // the business id: a repair run uses the same keys
  const send = () =>
    charge({ paymentId, n: at.n, createKey: key('create'), confirmKey: key(`confirm:${at.n}`) });
  const read = (cancel: boolean) =>
    readBack({ paymentId, n: at.n, cancel, cancelKey: key(`cancel:${at.n}`) });
  const record = async (result: TryResult) => {
    at = { ...at, state: await books({ paymentId, n: at.n, result, entryKey: key('capture') }) };
  };
  /** Until somebody has spoken since the last time, or the time is up. */
  const news = async (ms: number) => {
    await condition(() => told > heard, Math.max(ms, 1));
    heard = told; // what is said from here on, while Stripe is being read, ends the next wait
  };

  at = await gate({ paymentId });
  wanted = Math.max(wanted, at.wanted);
  if (mayStillArrive(at.state)) await record(await read(false)); // begun again for what came late
  while (!isFinal(at.state)) {
    if (at.state === 'charging') {
      await record(await untilSent(send, news));
    } else if (at.state === 'unknown') {
      await record(await untilSure(send, read, news));
    } else if (at.state === 'requires_action' || at.state === 'processing') {
      const result = await untilMoved(at.state, read, news, {
        isWanted: () => wanted > at.n,
        isCanceled: () => isCanceled,
      });
      if (result !== null) await record(result);
    } else if (at.state === 'declined') {
      await condition(() => wanted > at.n || isCanceled, Math.max(Date.parse(at.expiresAt) - Date.now(), 1));
      if (wanted === at.n || isCanceled)
        await record(closed(await read(true), isCanceled ? 'canceled' : 'expired'));
    } else {
      throw ApplicationFailure.nonRetryable(`a payment is not driven from ${at.state}`, 'UndrivenState');
    }
    if (wanted > at.n && isTriable(at.state)) {
      at = { ...at, n: at.n + 1, state: 'charging' };
    }
  }
  await condition(allHandlersFinished);
  return at.state;
}

type Send = () => Promise<TryResult>;
type Read = (cancel: boolean) => Promise<TryResult>;
type News = (ms: number) => Promise<void>;

/** While Stripe cannot be asked, ask again; the activity itself ends it when the try is too old. */
async function untilSent(send: Send, news: News): Promise<TryResult> {
  let result = await send();
  for (let tries = 0; result.kind === 'unsent' && tries < READS_MAX; tries++) {
    await news(Math.min(1000 * 2 ** tries, MINUTE_MS / 2));
    result = await send();
  }
  return result;
}

/**
 * A lost answer: the same request again, under the same key. A server error: read by id. Read unconfirmed twice,
 * a minute apart: canceled, so that it is sure that nothing was charged.
 */
async function untilSure(send: Send, read: Read, news: News): Promise<TryResult> {
  let unconfirmed = 0;
  let lost = true;
  for (let reads = 0; reads < READS_MAX; reads++) {
    await news(reads === 0 ? 2000 : Math.min(Math.max(reads - 3, 1), 10) * MINUTE_MS);
    const result: TryResult = lost ? await send() : await read(unconfirmed >= 2);
    if (result.kind !== 'unknown' && result.kind !== 'unsent') return result;
    lost = result.kind === 'unknown' && result.cause === 'no_answer' && unconfirmed === 0;
    if (result.kind === 'unknown' && result.cause === 'unconfirmed') unconfirmed++;
  }
  return { kind: 'gave_up' };
}

/** A payer's bank, or a bank debit, takes its time. @returns null where another try is wanted first */
async function untilMoved(
  state: 'requires_action' | 'processing',
  read: Read,
  news: News,
  payer: { isWanted: () => boolean; isCanceled: () => boolean },
): Promise<TryResult | null> {
  const deadline = Date.now() + (state === 'processing' ? BANK_DEBIT_MS : ACTION_MS);
  const pollMs = state === 'processing' ? 60 * MINUTE_MS : MINUTE_MS / 2;
  for (let reads = 0; reads < 4 * READS_MAX; reads++) {
    await news(pollMs);
    if (payer.isWanted() && !payer.isCanceled()) return null;
    const result = await read(state === 'requires_action' && (payer.isCanceled() || Date.now() >= deadline));
    if (result.kind !== state && result.kind !== 'unknown') return result;
  }
  throw ApplicationFailure.nonRetryable(`no end of ${state} in sight`, 'NoEnd');
}

/** A declined payment that is let go, unless money arrived after all. */
const closed = (result: TryResult, kind: 'expired' | 'canceled'): TryResult =>
  result.kind === 'succeeded' ? result : { kind };

/** States in which the payer decides: another try, or none. */
const isTriable = (state: PaymentState) => state === 'declined' || state === 'requires_action';

function assertCancelable(state: PaymentState): void {
  if (!isTriable(state)) throw new Error(`a payment cannot be canceled in ${state}`);
}
