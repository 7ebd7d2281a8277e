import type { IconName } from './icons.ts';

/** How a state looks: always a word and an icon beside the colour. */
export type Tone = 'ok' | 'warn' | 'bad' | 'info' | 'quiet';

export interface StateLook {
  word: string;
  tone: Tone;
  icon: IconName;
}

/** A payment's states in the words of the desk, in the order of the filter. */
export const paymentStates: Readonly<Record<string, StateLook>> = {
  succeeded: { word: 'Paid', tone: 'ok', icon: 'done' },
  needs_repair: { word: 'Needs work', tone: 'warn', icon: 'warn' },
  unknown: { word: 'Checking with Stripe', tone: 'warn', icon: 'clock' },
  requires_action: { word: 'Waiting for the bank’s check', tone: 'info', icon: 'shield' },
  processing: { word: 'Processing', tone: 'info', icon: 'clock' },
  created: { word: 'Started', tone: 'quiet', icon: 'clock' },
  gating: { word: 'Being checked', tone: 'quiet', icon: 'clock' },
  charging: { word: 'Charging', tone: 'info', icon: 'clock' },
  held: { word: 'Held on the card', tone: 'info', icon: 'lock' },
  capturing: { word: 'Capturing', tone: 'info', icon: 'clock' },
  declined: { word: 'Declined', tone: 'bad', icon: 'cross' },
  denied: { word: 'Not allowed', tone: 'bad', icon: 'cross' },
  failed: { word: 'Failed', tone: 'bad', icon: 'cross' },
  expired: { word: 'Expired', tone: 'quiet', icon: 'cross' },
  canceled: { word: 'Canceled', tone: 'quiet', icon: 'cross' },
};

/** A try's states beyond the payment's. */
const attemptStates: Readonly<Record<string, StateLook>> = {
  sent: { word: 'Sent', tone: 'info', icon: 'clock' },
};

/** The look of a state; one that the desk does not know is shown as it is. */
export const lookOf = (state: string): StateLook =>
  paymentStates[state] ?? attemptStates[state] ?? { word: state, tone: 'quiet', icon: 'clock' };
