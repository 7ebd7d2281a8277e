import type { Operation } from './call.ts';
import { balance } from './routes/balance.ts';
import { challenges } from './routes/challenges.ts';
import { charges } from './routes/charges.ts';
import { confirmationTokens } from './routes/confirmation-tokens.ts';
import { customers } from './routes/customers.ts';
import { disputes } from './routes/disputes.ts';
import { events } from './routes/events.ts';
import { mandates } from './routes/mandates.ts';
import { paymentIntents } from './routes/payment-intents.ts';
import { paymentMethods } from './routes/payment-methods.ts';
import { setupIntents } from './routes/setup-intents.ts';
import { webhookEndpoints } from './routes/webhook-endpoints.ts';

/** All that the sandbox can do. */
export const operations: readonly Operation[] = [
  ...balance,
  ...challenges,
  ...charges,
  ...confirmationTokens,
  ...customers,
  ...disputes,
  ...events,
  ...mandates,
  ...paymentIntents,
  ...paymentMethods,
  ...setupIntents,
  ...webhookEndpoints,
];
