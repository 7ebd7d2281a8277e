import type { PaymentState } from '../../workflows/payment/states.ts';

/** A payment's states as staff read them, in a file as on the desk (widget/desk/states.ts, which sees types alone). */
const words = {
  succeeded: 'Paid',
  needs_repair: 'Needs work',
  unknown: 'Checking with Stripe',
  requires_action: 'Waiting for the bank’s check',
  processing: 'Processing',
  created: 'Started',
  gating: 'Being checked',
  charging: 'Charging',
  held: 'Held on the card',
  capturing: 'Capturing',
  declined: 'Declined',
  denied: 'Not allowed',
  failed: 'Failed',
  expired: 'Expired',
  canceled: 'Canceled',
} as const satisfies Record<PaymentState, string>;

export const stateWord = (state: PaymentState): string => words[state];
