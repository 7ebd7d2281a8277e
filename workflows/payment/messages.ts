import type { PaymentState } from './states.ts';

/** Input of paymentWorkflow: the id alone; the state is in the database. */
export interface PaymentInput {
  paymentId: string;
}

/** How paymentWorkflow ends: the payment's state then. */
export type PaymentEnd = PaymentState;

/** Update: carry out try n and answer with the state after its charge. Its id is the attempt's key. */
export const TRY_UPDATE = 'try';
export interface TryInput {
  n: number;
}

/** Signal: Stripe said something about this payment; the workflow reads Stripe back. */
export const STRIPE_SPOKE = 'stripeSpoke';

export const paymentWorkflowId = (paymentId: string) => `payment/${paymentId}`;
export const repairWorkflowId = (paymentId: string, n: number) => `payment-repair/${paymentId}/${n}`;
