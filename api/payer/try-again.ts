import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { paymentState, toldToPayer, TRIES_MAX } from '../../workflows/payment/states.ts';
import type { Answer, PaymentView } from '../contract/index.ts';
import { no, type No } from '../refusal.ts';
import { notFound, payerProcedure } from '../trpc.ts';
import { beginTry } from './begin-try.ts';
import { carryOutAndView } from './carry-out.ts';
import { laterPayment } from './duplicate.ts';
import { attemptKeyInput, confirmationTokenInput, idInput } from './inputs.ts';
import { knownTry } from './known-try.ts';
import { paymentViewOf } from './payment-view.ts';
import { personOf } from './person-of.ts';
import { requestDigest } from './request-digest.ts';
import { retryOnce } from '../retry-once.ts';
import { stillFits } from './still-fits.ts';

export const tryAgainInput = z.object({
  paymentId: idInput,
  attemptKey: attemptKeyInput,
  confirmationToken: confirmationTokenInput,
});

/** Another try that a payer asks for, and who they are. */
export interface TryWish {
  paymentId: string;
  attemptKey: string;
  confirmationToken: string;
  session: { id: string; agencyId: string; accountId: string };
  digest: string;
  now: Date;
}

/** Another try of a payment that was declined or waits for the bank's check, with another card or the same. */
export const tryAgain = payerProcedure
  .input(tryAgainInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ payment: PaymentView }>> => {
    const { deps, throttle } = ctx.api;
    const { accountId, agencyId } = ctx.session;
    const { attemptKey, ...body } = input;
    const digest = requestDigest({ ...body, accountId });
    const known = await knownTry(deps.read, { key: attemptKey, digest, accountId });
    if (known && !known.ok) return known;
    if (known) return { ok: true, payment: await paymentViewOf(deps, known.paymentId) };
    const retryAfterSeconds = await throttle.take(['payPerAccount', agencyId, accountId]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const wish: TryWish = { ...input, session: ctx.session, digest, now: deps.clock() };
    const begun = await retryOnce(() => deps.db.$transaction((tx) => beginAnotherTry(tx, wish)));
    if (!begun.ok) return begun;
    const { paymentId } = input;
    if (begun.n === null) return { ok: true, payment: await paymentViewOf(deps, paymentId) };
    return { ok: true, payment: await carryOutAndView(deps, { paymentId, n: begun.n, attemptKey }) };
  });

/** n is null where the same try was already begun. */
type Begun = { ok: true; n: number | null } | No;

/** Write the next try of a payment, in the caller's transaction, if the payer may try again. */
export async function beginAnotherTry(tx: Tx, wish: TryWish): Promise<Begun> {
  const { paymentId, attemptKey: key, confirmationToken, session, digest, now } = wish;
  const { agencyId, accountId } = session;
  const theirs = { id: paymentId, agencyId, accountId };
  const locked = await tx.payment.updateMany({ where: theirs, data: { accountId } }); // the lock: changes nothing
  if (locked.count === 0) throw notFound();
  const known = await knownTry(tx, { key, digest, accountId });
  if (known) return known.ok ? { ok: true, n: null } : known;

  const payment = await tx.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { attempts: { orderBy: { n: 'desc' }, take: 1 } },
  });
  await personOf(tx, session, payment.personId);
  const last = payment.attempts[0];
  const isAsked = payment.state === 'requires_action'; // not over before it is canceled
  if (payment.state !== 'declined' && !isAsked) {
    const told = toldToPayer[paymentState(payment.state)];
    return no(told === 'succeeded' || told === 'failed' ? 'payment_closed' : 'payment_in_progress');
  }
  const later = isAsked ? null : await laterPayment(tx, payment);
  if (later !== null) return no(later === 'succeeded' ? 'payment_closed' : 'payment_in_progress');
  if (payment.tender === 'bank_debit') return no('payment_in_progress'); // its payer agreed to the one, and to no other
  if (payment.expiresAt <= now) return no(isAsked ? 'payment_in_progress' : 'payment_closed');
  if (last === undefined || last.state === 'created') return no('payment_in_progress'); // another tab's try
  if (last.n >= TRIES_MAX) return no('tries_used_up');
  if (!(await stillFits(tx, payment))) return no(isAsked ? 'payment_in_progress' : 'payment_closed');
  const n = last.n + 1;
  await beginTry(tx, { agencyId, paymentId, n, key, requestDigest: digest, confirmationToken, now });
  return { ok: true, n };
}
