import { setTimeout as pause } from 'node:timers/promises';
import type { Db } from '../../prisma/client.ts';
import type { StripeEventFacts } from '../../workflows/stripe/event.ts';

/** Stripe sends several events about one charge at about the same time, and is in no hurry for the answer. */
const GATHER_MS = 50;

interface Waiting {
  facts: StripeEventFacts;
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Keeps verified events, those that come close together in one transaction; where that fails, each in its own.
 * @returns once the event is on disk; it may have been there already
 */
export function inbox({
  db,
  clock,
}: {
  db: Db;
  clock: () => Date;
}): (facts: StripeEventFacts) => Promise<void> {
  let waiting: Waiting[] = [];

  async function writeAll(): Promise<void> {
    await pause(GATHER_MS);
    const group = waiting;
    waiting = [];
    await write(group, clock());
  }

  async function write(group: readonly Waiting[], receivedAt: Date): Promise<void> {
    const written = db.$transaction(async (tx) => {
      for (const { facts } of group) {
        const { account, eventId } = facts;
        await tx.stripeEvent.upsert({
          where: { account_eventId: { account, eventId } },
          create: { ...facts, receivedAt },
          update: { eventId }, // a repeated delivery is one row; updating something makes it one statement, which cannot race
        });
      }
    });
    await written.then(
      () => group.forEach(({ resolve }) => resolve()),
      async (error: unknown) => {
        const [first, ...others] = group;
        if (others.length === 0)
          first?.reject(error); // Stripe sends it again
        else await Promise.all(group.map((one) => write([one], receivedAt))); // one that is refused must not refuse others
      },
    );
  }

  return (facts) =>
    new Promise((resolve, reject) => {
      waiting.push({ facts, resolve, reject });
      if (waiting.length === 1) void writeAll();
    });
}
