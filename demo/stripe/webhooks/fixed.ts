import { register } from '../accounts.ts';
import { seconds } from '../clock.ts';
import type { Database } from '../database.ts';
import { newWebhookEndpoint } from '../routes/webhook-endpoints.ts';
import { Shelf } from '../shelf.ts';
import { isEventName } from './event-names.ts';

/** The platform account of `sk_test_sandbox` and `pk_test_sandbox`. */
const PLATFORM = 'acct_sandbox';

/** An endpoint with a secret that both sides know beforehand. */
export interface FixedWebhook {
  url: string;
  /** `whsec_…` */
  secret: string;
  /** hears connected accounts instead of the platform */
  connect?: boolean;
  /** the types it hears; absent: all */
  events?: readonly string[];
}

/** One endpoint per url and kind, with the secret and events given now: a restart must not add another listener. */
export function fixWebhooks(database: Database, webhooks: readonly FixedWebhook[], now: Date): void {
  register(database, PLATFORM, PLATFORM);
  const shelf = new Shelf(database, PLATFORM);
  for (const { url, secret, connect = false, events = ['*'] } of webhooks) {
    const unknown = events.find((name) => !isEventName(name));
    if (unknown !== undefined) throw new Error(`${unknown} is no event of Stripe's`);
    const known = shelf
      .all('webhook_endpoint')
      .find(
        (endpoint) =>
          endpoint.url === url &&
          (shelf.hidden('webhook_endpoint', endpoint.id).connect ?? false) === connect,
      );
    if (known) {
      shelf.replace({ ...known, enabled_events: [...events] });
      shelf.hide('webhook_endpoint', known.id, { secret, connect });
      continue;
    }
    shelf.add(newWebhookEndpoint({ url, enabledEvents: [...events] }, seconds(now)), { secret, connect });
  }
}
