import type { PaymentState } from './states.ts';

/** Input of a payment's workflow: the id alone; what is known is in the database. */
export interface PaymentInput {
  paymentId: string;
}

/** How it ends: the payment's state then. */
export type PaymentEnd = PaymentState;

/** Update: carry out try n, and answer with the state after its charge. The update's id is the attempt's key. */
export const TRY_UPDATE = 'try';
export interface TryInput {
  n: number;
}

/** Update: the payer lets a declined payment go; answers with the state after. Refused where it cannot be canceled. */
export const CANCEL_UPDATE = 'cancel';

/** Signal: Stripe said something about this payment; the workflow reads Stripe back. */
export const STRIPE_SPOKE = 'stripeSpoke';

export const PAYMENT_WORKFLOW = 'paymentWorkflowV2';
export const paymentWorkflowId = (paymentId: string) => `payment/${paymentId}`;
export const repairWorkflowId = (paymentId: string, n: number) => `payment-repair/${paymentId}/${n}`;

/** How one try went, as far as it is known. What a receipt or the desk shows of it is in the rows. */
export type TryResult =
  | { kind: 'succeeded' | 'declined' | 'requires_action' | 'processing' }
  /** Nothing was charged, and nothing will be: canceled at Stripe, refused by it, or never sent in time. */
  | { kind: 'canceled' | 'failed' | 'expired' }
  /** Stripe could not be asked, and nothing was sent: try again. */
  | { kind: 'unsent' }
  /** Stripe does not take it, as the payer's bank still asks about an earlier try's card: that is canceled. */
  | { kind: 'not_taken' }
  /** It may have been charged: read back. `unconfirmed` was read, and only a second reading makes it sure. */
  | { kind: 'unknown'; cause: 'no_answer' | 'server_error' | 'refused' | 'unconfirmed' }
  /** Read often enough: people look. */
  | { kind: 'gave_up' };

/** Where a payment stands, for a workflow that begins or goes on. */
export interface Standing {
  state: PaymentState;
  /** The newest try that was carried out; in `charging`, the one to carry out. */
  n: number;
  /** The newest try that was asked for. */
  wanted: number;
  /** When tries end. ISO 8601. */
  expiresAt: string;
  /** The state has just come of carrying out the try. */
  isOfNow?: true;
}

/** What an activity of a try is told. Keys are made by the workflow, from the business id and the try. */
export interface TryStep {
  paymentId: string;
  n: number;
}
