import type { TestCard } from '../cards/card.ts';

interface Circumstances {
  /** nobody is there to answer the bank */
  offSession: boolean;
  /** the method was set up for payments while its owner is away */
  setUp: boolean;
  /** `request_three_d_secure` */
  asked: string | null | undefined;
}

/** How 3-D Secure went before a charge: as its `payment_method_details` says it, or null where nobody asked. */
export type ThreeDSecure =
  'attempt_acknowledged' | 'challenge' | 'frictionless' | 'not_supported' | 'processing_error' | null;

/**
 * Does the bank want to know who is paying?
 * Rule: https://docs.stripe.com/testing#regulatory-cards and #three-ds-cards. A card that is not made for testing
 * 3-D Secure is never challenged.
 * @returns `ask` the payer, `decline` without asking, or how it went by itself
 */
export function authenticationOf(
  card: TestCard,
  { offSession, setUp, asked }: Circumstances,
): 'ask' | 'decline' | ThreeDSecure {
  const requested = !offSession && (asked === 'any' || asked === 'challenge');
  switch (card.authentication) {
    case 'always':
      return 'ask';
    case 'broken':
      return 'decline';
    case 'frictionless':
      return offSession ? 'ask' : 'frictionless';
    case 'unless_set_up':
      return offSession && setUp ? null : 'ask';
    case 'set_up':
      return offSession ? null : 'ask';
    case 'optional':
      return requested ? 'ask' : null;
    case 'optional_broken':
      return requested ? 'processing_error' : null;
    case 'unsupported':
      return requested ? 'not_supported' : null;
    default:
      return requested ? 'attempt_acknowledged' : null;
  }
}
