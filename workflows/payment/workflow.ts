import {
  ActivityFailure,
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineSignal,
  defineUpdate,
  isCancellation,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  TemporalFailure,
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
import { isAnswer, isFinal, mayStillArrive, type PaymentState } from './states.ts';

const { gate, books } = proxyLocalActivities<PaymentActivities>({
  startToCloseTimeout: '10s',
  retry: { initialInterval: '200ms', maximumInterval: '30s' },
});
const { charge, readBack } = proxyActivities<PaymentActivities>({
  startToCloseTimeout: '70s', // at most three calls of 20 s
  scheduleToCloseTimeout: '3m', // then the outcome counts as unknown, and is read
  heartbeatTimeout: '2s', // a killed process is noticed by then; a step that runs twice has the same keys
  retry: { initialInterval: '500ms', maximumInterval: '20s' },
});
/** Once, and not long: whatever does not go well is repeated by the others, under the same keys. */
const { payAtOnce } = proxyLocalActivities<PaymentActivities>({
  startToCloseTimeout: '5s',
  retry: { maximumAttempts: 1 },
});

const tryUpdate = defineUpdate<PaymentState, [TryInput]>(TRY_UPDATE);
const cancelUpdate = defineUpdate<PaymentState>(CANCEL_UPDATE);
const stripeSpoke = defineSignal(STRIPE_SPOKE);

const MINUTE_MS = 60_000;
/** Bounds each wait on Stripe: growing to ten minutes apart, about twelve hours. Then people look. */
const READS_MAX = 80;
/** A lost answer is asked for again after 2, 4, 8, 16 and 32 seconds: the payer may still be there. */
const REPEATS_SOON = 5;
const ACTION_MS = 30 * MINUTE_MS;
/** For five minutes the payer sits before the bank's question; then their page is back at the card. */
const SOON_READS = 10;
/** A bank has answered a debit by then: it takes about four banking days. */
const BANK_DEBIT_MS = 10 * 24 * 60 * MINUTE_MS;

/** The payment workflow of runs that began before there was `payAtOnce`: none begins any more. */
export const paymentWorkflow = (input: PaymentInput) => drive(input, { begin: gate, isNews: () => true });

/**
 * Carry a payment from its gate to its end. A run that begins again goes on from what the database knows. The first
 * try is carried out within the first workflow task: should its process die, the task is given to another, which does
 * the same. A later one's would not be: what asks for it is lost with an unfinished task.
 */
export const paymentWorkflowV2 = (input: PaymentInput) =>
  drive(input, { begin: atOnceIfItCan, isNews: (n, wanted) => n > wanted });

interface Way {
  begin: (input: PaymentInput) => Promise<Standing>;
  /** Does asking for this try end a wait? */
  isNews: (n: number, wanted: number) => boolean;
}

async function atOnceIfItCan({ paymentId }: PaymentInput): Promise<Standing> {
  const { create, confirm, capture } = keysOf(paymentId);
  const n = 1;
  try {
    return await payAtOnce({ paymentId, n, createKey: create, confirmKey: confirm(n), entryKey: capture });
  } catch (error) {
    // not always an ActivityFailure: the SDK hands on what a local activity threw
    if (error instanceof TemporalFailure && !isCancellation(error)) return gate({ paymentId });
    throw error;
  }
}

/** From the business id: a repair run uses the same keys. */
const keysOf = (paymentId: string) => ({
  create: `payment/${paymentId}:create`,
  confirm: (n: number) => `payment/${paymentId}:confirm:${n}`,
  cancel: (n: number) => `payment/${paymentId}:cancel:${n}`,
  capture: `payment/${paymentId}:capture`,
});

async function drive({ paymentId }: PaymentInput, { begin, isNews }: Way): Promise<PaymentEnd> {
  let at: Standing = { state: 'created', n: 0, wanted: 1, expiresAt: '' };
  let wanted = 1;
  let isCanceled = false;
  let told = 0; // how often Stripe or the payer has spoken
  let heard = 0;
  setHandler(stripeSpoke, () => void told++);
  setHandler(tryUpdate, async ({ n }) => {
    if (isNews(n, wanted)) told++;
    wanted = Math.max(wanted, n);
    await condition(() => isFinal(at.state) || (at.n >= n && isAnswer(at.state)));
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

  const key = keysOf(paymentId);
  /** Ask Stripe. What was said before is heard by this; what is said meanwhile ends the next wait. */
  const ask = (call: () => Promise<TryResult>) => {
    heard = told;
    return orUnknown(call);
  };
  const send = async () => {
    const step = { paymentId, n: at.n, createKey: key.create, confirmKey: key.confirm(at.n) };
    const result = await ask(() => charge(step));
    return result.kind === 'not_taken' ? untilClosed(read, news, 'canceled') : result;
  };
  const read = (cancel: boolean) =>
    ask(() => readBack({ paymentId, n: at.n, cancel, cancelKey: key.cancel(at.n) }));
  const record = async (result: TryResult) => {
    at = { ...at, state: await books({ paymentId, n: at.n, result, entryKey: key.capture }) };
  };
  const recordIfAny = async (result: TryResult | null) => {
    if (result !== null) await record(result);
  };
  const payer: Payer = { isWanted: () => wanted > at.n, isCanceled: () => isCanceled };
  /** Until somebody speaks, or the time is up. */
  const news = async (ms: number) => {
    await condition(() => told > heard, Math.max(ms, 1));
  };

  at = await begin({ paymentId });
  wanted = Math.max(wanted, at.wanted);
  if (!at.isOfNow) await recordIfAny(await whatCameLate(at.state, read, news));
  while (!isFinal(at.state)) {
    await recordIfAny(await resultFrom(at, { send, read, news, payer }));
    if (wanted > at.n && isTriable(at.state)) {
      at = { ...at, n: at.n + 1, state: 'charging' };
    }
  }
  await condition(allHandlersFinished);
  return at.state;
}

/** What the payer has asked for meanwhile: another try, or to let go. */
interface Payer {
  isWanted: () => boolean;
  isCanceled: () => boolean;
}
type Send = () => Promise<TryResult>;
type Read = (cancel: boolean) => Promise<TryResult>;
type News = (ms: number) => Promise<void>;

/** What comes of a try in a state. @returns null where there is nothing to record */
function resultFrom(
  { state, expiresAt }: Standing,
  { send, read, news, payer }: { send: Send; read: Read; news: News; payer: Payer },
): Promise<TryResult | null> {
  switch (state) {
    case 'charging':
      return untilSent(send, news);
    case 'unknown':
      return untilSure(send, read, news);
    case 'requires_action':
    case 'processing':
      return untilMoved(state, read, news, payer);
    case 'declined':
      return untilDecided(expiresAt, read, news, payer);
    default:
      throw ApplicationFailure.nonRetryable(`a payment is not driven from ${state}`, 'UndrivenState');
  }
}

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
    const isSoon = lost && reads < REPEATS_SOON;
    await news(isSoon ? 2000 * 2 ** reads : Math.min(Math.max(reads - 3, 1), 10) * MINUTE_MS);
    const result: TryResult = lost ? await send() : await read(unconfirmed >= 2);
    if (result.kind !== 'unknown' && result.kind !== 'unsent') return result;
    lost = result.kind === 'unknown' && result.cause === 'no_answer' && unconfirmed === 0;
    if (result.kind === 'unknown' && result.cause === 'unconfirmed') unconfirmed++;
  }
  return { kind: 'gave_up' };
}

/** Stripe tells of a bank's answer; should that be lost, it is found within the hour, later within half a day. */
const debitPollMs = (reads: number) => (reads < 6 ? 1 : 12) * 60 * MINUTE_MS;

/** A payer's bank, or a bank debit, takes its time. @returns null where another try is wanted first */
async function untilMoved(
  state: 'requires_action' | 'processing',
  read: Read,
  news: News,
  payer: Payer,
): Promise<TryResult | null> {
  const deadline = Date.now() + (state === 'processing' ? BANK_DEBIT_MS : ACTION_MS);
  const pollMs = (reads: number) => (reads < SOON_READS ? MINUTE_MS / 2 : MINUTE_MS);
  for (let reads = 0; reads < 4 * READS_MAX; reads++) {
    if (state === 'processing' && Date.now() >= deadline) return { kind: 'gave_up' }; // people look
    await news(state === 'processing' ? debitPollMs(reads) : pollMs(reads));
    if (state === 'requires_action' && payer.isWanted() && !payer.isCanceled()) return null;
    const result = await read(state === 'requires_action' && (payer.isCanceled() || Date.now() >= deadline));
    if (result.kind !== state && result.kind !== 'unknown') return result;
  }
  throw ApplicationFailure.nonRetryable(`no end of ${state} in sight`, 'NoEnd');
}

/** A declined payment waits for its payer. @returns null where it waits on, or another try is wanted */
async function untilDecided(
  expiresAt: string,
  read: Read,
  news: News,
  payer: Payer,
): Promise<TryResult | null> {
  const end = Date.parse(expiresAt);
  if (!payer.isWanted()) await news(end - Date.now());
  if (payer.isCanceled()) return untilClosed(read, news, 'canceled');
  if (Date.now() >= end) return untilClosed(read, news, 'expired');
  if (payer.isWanted()) return null;
  const result = await read(false); // Stripe spoke: of this decline, or of money after all
  return result.kind === 'succeeded' ? result : null;
}

/** A payment is let go when Stripe has canceled it, and not before: until then it might be charged. */
async function untilClosed(read: Read, news: News, kind: 'expired' | 'canceled'): Promise<TryResult> {
  for (let reads = 0; reads < READS_MAX; reads++) {
    const result = await read(true);
    if (result.kind === 'succeeded') return result;
    if (result.kind === 'canceled' || result.kind === 'failed') return { kind };
    await news(Math.min(reads + 1, 10) * MINUTE_MS);
  }
  throw ApplicationFailure.nonRetryable('Stripe does not cancel the payment', 'NoEnd');
}

/** A run that begins with an ended payment: money may have arrived after all. @returns null where it has not ended so */
async function whatCameLate(state: PaymentState, read: Read, news: News): Promise<TryResult | null> {
  if (state === 'needs_repair') return readOnceMore(read, news);
  return mayStillArrive(state) ? read(false) : null;
}

/** What people look at: read once more, and, unconfirmed over two minutes, canceled. */
async function readOnceMore(read: Read, news: News): Promise<TryResult> {
  let result = await read(false);
  for (let reads = 1; reads <= 2 && result.kind === 'unknown' && result.cause === 'unconfirmed'; reads++) {
    await news(MINUTE_MS);
    result = await read(reads === 2);
  }
  return result;
}

/** Stripe could not be asked for long, or what it said is impossible: the log has it, and nothing is concluded. */
async function orUnknown(call: () => Promise<TryResult>): Promise<TryResult> {
  try {
    return await call();
  } catch (error) {
    if (error instanceof ActivityFailure && !isCancellation(error))
      return { kind: 'unknown', cause: 'server_error' };
    throw error;
  }
}

/** States in which the payer decides: another try, or none. */
const isTriable = (state: PaymentState) => state === 'declined' || state === 'requires_action';

function assertCancelable(state: PaymentState): void {
  if (!isTriable(state)) throw new Error(`a payment cannot be canceled in ${state}`);
}
