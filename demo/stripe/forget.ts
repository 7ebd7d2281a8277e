import type { Clock } from './clock.ts';
import { seconds } from './clock.ts';
import type { Database } from './database.ts';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * Drop what Stripe keeps for a time only, as of an instant: idempotency keys a day, confirmation tokens twelve hours,
 * events thirty days and with them their deliveries; and answers nobody waits for.
 * Rules: https://docs.stripe.com/api/idempotent_requests, /api/confirmation_tokens, /api/events
 */
export function forget(database: Database, now: ReturnType<Clock>): void {
  const before = (age: number) => seconds(now) - age;
  database
    .transaction(() => {
      database.prepare('DELETE FROM idempotency WHERE created < ?').run(before(DAY_SECONDS));
      database
        .prepare("DELETE FROM object WHERE type = 'confirmation_token' AND created < ?")
        .run(before(DAY_SECONDS / 2));
      const old = before(30 * DAY_SECONDS);
      const events = "type = 'event' AND created < ?";
      database
        .prepare(`DELETE FROM delivery WHERE event IN (SELECT id FROM object WHERE ${events})`)
        .run(old);
      database.prepare(`DELETE FROM object WHERE ${events}`).run(old);
    })
    .immediate();
}
