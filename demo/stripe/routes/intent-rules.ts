import { hash, integer, oneOf, text, unsettable } from '../params.ts';

/** What both kinds of intent are told of a mandate. Cards in the US need none: it is checked and not kept. */
export const mandateData = unsettable(
  hash(
    {
      customer_acceptance: hash(
        {
          type: oneOf('offline', 'online'),
          accepted_at: integer(0),
          offline: hash({}),
          online: hash({ ip_address: text(), user_agent: text() }, ['ip_address', 'user_agent']),
        },
        ['type'],
      ),
    },
    ['customer_acceptance'],
  ),
);

/** A Radar session: checked and not kept. */
export const radarOptions = hash({ session: text() });

/** The network that a card of several is to be charged by. The test cards have one each. */
export const networkName = oneOf(
  'amex',
  'cartes_bancaires',
  'diners',
  'discover',
  'eftpos_au',
  'girocard',
  'interac',
  'jcb',
  'link',
  'mastercard',
  'unionpay',
  'unknown',
  'visa',
);
