import type { Db } from '../../../prisma/client.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';

/** What the payment's activities work with. */
export interface PaymentDeps {
  db: Db;
  stripe: StripeGateway;
  clock: () => Date;
}
