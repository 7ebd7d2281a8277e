import { randomUUID } from 'node:crypto';
import type { Db } from '../../prisma/client.ts';
import type { Payment, StripeEvent } from '../../prisma/gen/sqlite/client.ts';

/**
 * Whose is an event? The payment that its object names, if it is of the agency whose account the event came
 * from. `payment` is null where there is none; `agencyId` where the account is nobody's.
 */
export async function placeEvent(
  read: Db,
  { account, paymentId, objectId }: StripeEvent,
): Promise<{ payment: Payment | null; agencyId: string | null }> {
  const ours = [{ stripePaymentIntentId: objectId }, { stripeChargeId: objectId }];
  const payment = await read.payment.findFirst({
    where: paymentId === null ? { OR: ours } : { id: paymentId },
    include: { agency: true },
  });
  if (payment && (payment.agency.stripeAccountId ?? '') === account) {
    return { payment, agencyId: payment.agencyId };
  }
  return { payment: null, agencyId: await agencyOf(read, account) };
}

/** The key's own account is an agency's only where there is one agency without a connected account. */
async function agencyOf(read: Db, account: string): Promise<string | null> {
  const stripeAccountId = account === '' ? null : account;
  const [first, second] = await read.agency.findMany({ where: { stripeAccountId }, take: 2 });
  return first && !second ? first.id : null;
}

/** An event that nobody can place is work for a person. Once, however often it comes. */
export async function tellStaff(
  db: Db,
  { agencyId, eventId, now }: { agencyId: string; eventId: string; now: Date },
): Promise<void> {
  const task = { agencyId, kind: 'unplaced_event', subjectId: eventId };
  await db.staffTask.upsert({
    where: { agencyId_kind_subjectId: task },
    create: { ...task, id: randomUUID(), reason: 'no_payment_of_this_agency', createdAt: now },
    update: { kind: task.kind }, // nothing new: but so it is one statement, which cannot race
  });
}
