import Stripe from 'stripe';
import { operations } from '../operations.ts';
import { problems } from './shape.ts';
import type { Shape } from './shape.ts';
import { partial, sdkType } from './sdk-types.ts';

const list = (item: Shape): Shape => ({
  kind: 'object',
  name: 'ApiList',
  fields: new Map(
    Object.entries({
      object: { kind: 'literal', value: 'list' },
      data: { kind: 'array', item },
      has_more: { kind: 'boolean' },
      url: { kind: 'string' },
    } satisfies Record<string, Shape>).map(([key, shape]) => [key, { shape, optional: false }]),
  ),
});
const balanceTransaction = sdkType('resources/BalanceTransactions', 'BalanceTransaction');
const charge = sdkType('resources/Charges', 'Charge');
const confirmationToken = sdkType('resources/ConfirmationTokens', 'ConfirmationToken');
const customer = sdkType('resources/Customers', 'Customer');
const deletedCustomer = sdkType('resources/Customers', 'DeletedCustomer');
const dispute = sdkType('resources/Disputes', 'Dispute');
const event = sdkType('resources/Events', 'Event');
const mandate = sdkType('resources/Mandates', 'Mandate');
const paymentIntent = sdkType('resources/PaymentIntents', 'PaymentIntent');
const paymentMethod = sdkType('resources/PaymentMethods', 'PaymentMethod');
const setupIntent = sdkType('resources/SetupIntents', 'SetupIntent');
const webhookEndpoint = sdkType('resources/WebhookEndpoints', 'WebhookEndpoint');

/** What each operation of Stripe's answers. */
export const ANSWERS: Record<string, Shape> = {
  'GET /v1/balance': sdkType('resources/Balance', 'Balance'),
  'GET /v1/balance_transactions': list(balanceTransaction),
  'GET /v1/balance_transactions/:id': balanceTransaction,
  'GET /v1/charges': list(charge),
  'GET /v1/charges/:id': charge,
  'POST /v1/charges/:id': charge,
  'GET /v1/confirmation_tokens/:id': confirmationToken,
  'POST /v1/confirmation_tokens': confirmationToken,
  'POST /v1/test_helpers/confirmation_tokens': confirmationToken,
  'POST /v1/customers': customer,
  'GET /v1/customers': list(customer),
  'GET /v1/customers/:id': { kind: 'union', of: [customer, deletedCustomer] },
  'POST /v1/customers/:id': customer,
  'DELETE /v1/customers/:id': deletedCustomer,
  'GET /v1/customers/:id/payment_methods': list(paymentMethod),
  'GET /v1/customers/:id/payment_methods/:method': paymentMethod,
  'GET /v1/disputes': list(dispute),
  'GET /v1/disputes/:id': dispute,
  'GET /v1/events': list(event),
  'GET /v1/events/:id': event,
  'GET /v1/mandates/:id': mandate,
  'POST /v1/payment_intents': paymentIntent,
  'GET /v1/payment_intents': list(paymentIntent),
  'GET /v1/payment_intents/:id': paymentIntent,
  'POST /v1/payment_intents/:id': paymentIntent,
  'POST /v1/payment_intents/:id/confirm': paymentIntent,
  'POST /v1/payment_intents/:id/capture': paymentIntent,
  'POST /v1/payment_intents/:id/cancel': paymentIntent,
  'POST /v1/payment_methods': paymentMethod,
  'GET /v1/payment_methods': list(paymentMethod),
  'GET /v1/payment_methods/:id': paymentMethod,
  'POST /v1/payment_methods/:id': paymentMethod,
  'POST /v1/payment_methods/:id/attach': paymentMethod,
  'POST /v1/payment_methods/:id/detach': paymentMethod,
  'POST /v1/setup_intents': setupIntent,
  'GET /v1/setup_intents': list(setupIntent),
  'GET /v1/setup_intents/:id': setupIntent,
  'POST /v1/setup_intents/:id': setupIntent,
  'POST /v1/setup_intents/:id/confirm': setupIntent,
  'POST /v1/setup_intents/:id/cancel': setupIntent,
  'GET /v1/setup_attempts': list(sdkType('resources/SetupAttempts', 'SetupAttempt')),
  'POST /v1/webhook_endpoints': webhookEndpoint,
  'GET /v1/webhook_endpoints': list(webhookEndpoint),
  'GET /v1/webhook_endpoints/:id': webhookEndpoint,
  'POST /v1/webhook_endpoints/:id': webhookEndpoint,
  'DELETE /v1/webhook_endpoints/:id': sdkType('resources/WebhookEndpoints', 'DeletedWebhookEndpoint'),
};
/** An error's body has the keys of the last error that an intent remembers. */
const refusal: Shape = {
  kind: 'object',
  name: 'refusal',
  fields: new Map([
    [
      'error',
      { shape: sdkType('resources/PaymentIntents', 'PaymentIntent.LastPaymentError'), optional: false },
    ],
  ]),
};

/** Watches what goes over the wire between the official client and the sandbox. */
export class Witness {
  readonly seen = new Set<string>();
  readonly eventTypes = new Set<string>();
  readonly found: string[] = [];

  /** The official client, by fetch, so that its answers can be read as they came. */
  client(url: string, key = 'sk_test_sandbox'): Stripe {
    const { hostname, port } = new URL(url);
    return new Stripe(key, {
      host: hostname,
      port,
      protocol: 'http',
      telemetry: false,
      maxNetworkRetries: 0,
      httpClient: Stripe.createFetchHttpClient(async (input: string | URL | Request, init?: RequestInit) => {
        const response = await fetch(input, init);
        const address = new URL(input instanceof Request ? input.url : input);
        const body: unknown = await response.clone().json();
        this.judge(init?.method ?? 'GET', address.pathname, response.status, body, key.startsWith('pk_'));
        return response;
      }),
    });
  }

  /** @param forBrowser a publishable key asked, which sees a part of an intent */
  judge(method: string, path: string, status: number, body: unknown, forBrowser = false): void {
    if (status >= 400) {
      if (isOwn(body)) return;
      const shape = forBrowser ? partial(refusal, 'refusal') : refusal;
      this.found.push(...problems(body, shape, `${method} ${path} ${status}`));
      return;
    }
    const operation = operationOf(method, path);
    if (OWN.includes(operation)) return;
    this.seen.add(operation);
    const whole = ANSWERS[operation];
    const shape = forBrowser && whole ? partial(whole, operation) : whole;
    this.found.push(
      ...(shape ? problems(body, shape, operation) : [`${operation}: no shape is known for it`]),
    );
    if (operation === 'GET /v1/events') for (const type of typesIn(body)) this.eventTypes.add(type);
  }
}

/** What only the sandbox has. */
export const OWN = ['POST /v1/sandbox/challenges/:id'];

/** A refusal that is the sandbox's lack and not Stripe's answer. */
const isOwn = (body: unknown) =>
  (body as { error?: { code?: string } }).error?.code === 'sandbox_unsupported';

/** The operation that an address belongs to; the one with the fewest placeholders, as the router chooses. */
function operationOf(method: string, path: string): string {
  const [best] = operations
    .filter((operation) => operation.method === method && patternOf(operation.path).test(path))
    .toSorted((a, b) => a.path.split(':').length - b.path.split(':').length);
  return best ? `${method} ${best.path}` : `${method} ${path}`;
}

const patternOf = (path: string) => new RegExp(`^${path.replaceAll(/:\w+/g, '[^/]+')}$`);

function typesIn(body: unknown): string[] {
  const { data } = body as Stripe.ApiList<Stripe.Event>;
  return data.map(({ type }) => type);
}
