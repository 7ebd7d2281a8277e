import { stateOf, statesOf, type EventOf, type StateOf, type StateTable } from '../state-table.ts';

/** The life of a payment, docs/payment-states.md. What no edge names is refused. */
export const paymentStates = {
  created: { open: 'gating', lapse: 'expired' },
  gating: { deny: 'denied', allow: 'charging' },
  denied: {},
  charging: {
    ask: 'requires_action',
    authorize: 'held',
    pend: 'processing',
    succeed: 'succeeded',
    decline: 'declined',
    lose: 'unknown',
    expire: 'expired',
    fail: 'failed',
  },
  declined: { retry: 'charging', expire: 'expired', cancel: 'canceled' },
  requires_action: {
    retry: 'charging',
    authorize: 'held',
    pend: 'processing',
    succeed: 'succeeded',
    decline: 'declined',
    cancel: 'canceled',
    lose: 'unknown',
  },
  held: { capture: 'capturing', cancel: 'canceled' },
  capturing: { succeed: 'succeeded', cancel: 'canceled', lose: 'unknown' },
  processing: { succeed: 'succeeded', fail: 'failed', giveUp: 'needs_repair' },
  unknown: {
    ask: 'requires_action',
    authorize: 'held',
    pend: 'processing',
    succeed: 'succeeded',
    decline: 'declined',
    fail: 'failed',
    cancel: 'canceled',
    giveUp: 'needs_repair',
  },
  expired: { arrive: 'needs_repair' },
  canceled: { arrive: 'needs_repair' },
  failed: { arrive: 'needs_repair' },
  needs_repair: { succeed: 'succeeded', fail: 'failed', cancel: 'canceled' },
  succeeded: {},
} as const satisfies StateTable;

export type PaymentState = StateOf<typeof paymentStates>;
export type PaymentEventName = EventOf<typeof paymentStates>;

export const statesOfPayment = statesOf(paymentStates);

/** @throws {RangeError} not a payment's state */
export const paymentState = (name: string): PaymentState => stateOf(paymentStates, name);

/** States that end the workflow: nothing more is expected. */
export const isFinal = (state: PaymentState) =>
  state === 'needs_repair' || Object.keys(paymentStates[state]).length === 0 || mayStillArrive(state);

/** A try has come to something that its payer can be told. */
export const isAnswer = (state: PaymentState) => state !== 'created' && state !== 'charging';

/** Ended without money, or unsure: Stripe may yet say that money arrived. */
export const mayStillArrive = (state: PaymentState) =>
  state === 'needs_repair' || 'arrive' in paymentStates[state];

/** What the payer is told in each state. */
export const toldToPayer = {
  created: 'processing',
  gating: 'processing',
  charging: 'processing',
  held: 'processing',
  capturing: 'processing',
  processing: 'processing',
  requires_action: 'needs_action',
  unknown: 'checking',
  needs_repair: 'checking',
  succeeded: 'succeeded',
  denied: 'failed',
  declined: 'failed',
  expired: 'failed',
  canceled: 'failed',
  failed: 'failed',
} as const satisfies Record<PaymentState, string>;

/** Whether a reservation still holds, in each state, what the gate took. */
export const holdsReservation = {
  created: false,
  gating: false,
  denied: false,
  charging: true,
  requires_action: true,
  held: true,
  capturing: true,
  processing: true,
  declined: true,
  unknown: true,
  needs_repair: true,
  succeeded: false,
  expired: false,
  canceled: false,
  failed: false,
} as const satisfies Record<PaymentState, boolean>;

/** Tries of one payment, and how long after its creation they are taken. */
export const TRIES_MAX = 5;
export const TRIES_MINUTES = 30;
/** A try not yet sent to Stripe by then is not sent: its payer may be gone. */
export const SEND_WITHIN_MINUTES = 10;
