import type { TryResult } from '../messages.ts';
import type { PaymentEventName, PaymentState } from '../states.ts';

type Kind = TryResult['kind'];
type Path = readonly PaymentEventName[];

const stays: Path = [];

/**
 * Every result of a try in every state: the edges that lead from the stored state to what the result means. None:
 * the state says it already, or the result is no news there. Total, so that no result is ever without an answer.
 */
const paths: Record<PaymentState, Partial<Record<Kind, Path>> & { otherwise: Path }> = {
  // before the gate has answered, nothing is sent: such a result has no meaning, and nothing follows from it
  created: { otherwise: stays },
  gating: { otherwise: stays },
  denied: { otherwise: stays },
  succeeded: { otherwise: stays },
  charging: {
    succeeded: ['succeed'],
    declined: ['decline'],
    requires_action: ['ask'],
    processing: ['pend'],
    canceled: ['lose', 'cancel'],
    failed: ['fail'],
    expired: ['expire'],
    unsent: ['expire'],
    gave_up: ['lose', 'giveUp'],
    otherwise: ['lose'],
  },
  unknown: {
    succeeded: ['succeed'],
    declined: ['decline'],
    requires_action: ['ask'],
    processing: ['pend'],
    canceled: ['cancel'],
    failed: ['fail'],
    expired: ['fail'],
    gave_up: ['giveUp'],
    otherwise: stays,
  },
  requires_action: {
    succeeded: ['succeed'],
    declined: ['decline'],
    processing: ['pend'],
    canceled: ['cancel'],
    failed: ['lose', 'fail'],
    expired: ['lose', 'fail'],
    gave_up: ['lose', 'giveUp'],
    otherwise: stays,
  },
  processing: {
    succeeded: ['succeed'],
    declined: ['fail'],
    canceled: ['fail'],
    failed: ['fail'],
    expired: ['fail'],
    gave_up: ['giveUp'],
    otherwise: stays,
  },
  declined: {
    succeeded: ['expire', 'arrive', 'succeed'],
    canceled: ['cancel'],
    failed: ['expire'],
    expired: ['expire'],
    otherwise: stays,
  },
  held: { succeeded: ['capture', 'succeed'], canceled: ['cancel'], otherwise: stays },
  capturing: {
    succeeded: ['succeed'],
    canceled: ['cancel'],
    failed: ['lose', 'fail'],
    gave_up: ['lose', 'giveUp'],
    unknown: ['lose'],
    otherwise: stays,
  },
  needs_repair: {
    succeeded: ['succeed'],
    canceled: ['cancel'],
    declined: ['fail'],
    failed: ['fail'],
    expired: ['fail'],
    otherwise: stays,
  },
  expired: { succeeded: ['arrive', 'succeed'], otherwise: stays },
  canceled: { succeeded: ['arrive', 'succeed'], otherwise: stays },
  failed: { succeeded: ['arrive', 'succeed'], otherwise: stays },
};

export const pathOfResult = (state: PaymentState, { kind }: TryResult): Path =>
  paths[state][kind] ?? paths[state].otherwise;
