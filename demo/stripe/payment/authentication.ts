import type { TestCard } from '../cards.ts';

interface Circumstances {
  /** nobody is there to answer the bank */
  offSession: boolean;
  /** the method was set up for payments while its owner is away */
  setUp: boolean;
  /** `request_three_d_secure` */
  asked: string | null | undefined;
}

/**
 * Does the bank want to know who is paying?
 * Rule: https://docs.stripe.com/testing#regulatory-cards. A card that is not enrolled is never challenged.
 */
export function wantsAuthentication(card: TestCard, { offSession, setUp, asked }: Circumstances): boolean {
  switch (card.authentication) {
    case 'always':
    case 'broken':
      return true;
    case 'unless_set_up':
      return !(offSession && setUp);
    case 'set_up':
      return !offSession;
    case 'optional':
    case 'optional_broken':
      return !offSession && (asked === 'any' || asked === 'challenge');
    default:
      return false;
  }
}

/** The bank's check itself fails, whatever the payer does. */
export function authenticationFails({ authentication }: TestCard): boolean {
  return authentication === 'broken' || authentication === 'optional_broken';
}
