import type { DeclineName } from './declines.ts';

export type Brand = 'amex' | 'diners' | 'discover' | 'jcb' | 'mastercard' | 'unionpay' | 'unknown' | 'visa';

/** A test card of Stripe's: its number, its PaymentMethod name, and what it does. */
export interface TestCard {
  number: string;
  /** `pm_card_…`; the token of the same card is `tok_…` with the rest of the name */
  name?: string;
  brand: Brand;
  funding: 'credit' | 'debit' | 'prepaid';
  country: string;
  /** a second network that the card can be charged by */
  coBrand?: 'cartes_bancaires' | 'eftpos_au';
  /** the issuer's answer to a charge (after authentication, where that is asked) */
  decline?: DeclineName;
  /** saving it to a customer works, and only charging it fails */
  savable?: boolean;
  /** 3-D Secure; which payments need it: `payment/authentication.ts` */
  authentication?: Authentication;
  /** it is Radar's rules that ask for 3-D Secure, before the issuer is asked anything */
  askedByRadar?: boolean;
  risk?: 'elevated' | 'highest';
  /** stopped by Radar before it reaches the network */
  blocked?: boolean;
  failedChecks?: readonly ('cvc' | 'line1' | 'postal')[];
  unavailableChecks?: readonly ('cvc' | 'line1' | 'postal')[];
  /** the money is available at once */
  bypassPending?: boolean;
  /** what its charges would lead to, which the sandbox has not: it is refused */
  leadsTo?: 'a captcha' | 'a dispute' | 'a card reader';
}

export type Authentication =
  | 'always'
  | 'broken'
  | 'frictionless'
  | 'optional'
  | 'optional_broken'
  | 'set_up'
  | 'unless_set_up'
  | 'unsupported';

export type Behaviour = Partial<Omit<TestCard, 'number' | 'name'>>;

/** A row of a table of cards; what is not said is a visa credit card of the United States. */
export function card(number: string, name: string | undefined, behaviour: Behaviour = {}): TestCard {
  const named = name === undefined ? {} : { name: `pm_card_${name}` };
  return { number, ...named, brand: 'visa', funding: 'credit', country: 'US', ...behaviour };
}
