import type { Db } from '../../../prisma/client.ts';
import type { StripeGateway } from '../../stripe/gateway.ts';
import type { TryStep } from '../messages.ts';
import type { PaymentState } from '../states.ts';

/** What the payment's activities work with. */
export interface PaymentDeps {
  db: Db;
  stripe: StripeGateway;
  clock: () => Date;
  /** Hears that a try's books are committed. */
  onBooked?: (of: TryStep, state: PaymentState) => void;
}
