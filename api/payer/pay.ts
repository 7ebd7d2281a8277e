import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { TRIES_MINUTES } from '../../workflows/payment/states.ts';
import type { Answer, PaymentView } from '../contract/index.ts';
import type { Deps } from '../deps.ts';
import { no, type No } from '../refusal.ts';
import { notFound, payerProcedure } from '../trpc.ts';
import { beginTry } from './begin-try.ts';
import { carryOutAndView } from './carry-out.ts';
import { paidMomentsAgo } from './duplicate.ts';
import { attemptKeyInput, confirmationTokenInput, selectionInput, type Selection } from './inputs.ts';
import { knownTry } from './known-try.ts';
import { paymentViewOf } from './payment-view.ts';
import { quoteNow, type QuotedAgency } from './quote-now.ts';
import { requestDigest } from './request-digest.ts';
import { retryOnce } from './retry-once.ts';

export const payInput = selectionInput.extend({
  attemptKey: attemptKeyInput,
  quoteDigest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the digest of a quote'),
  confirmationToken: confirmationTokenInput,
  /** The payer was told of the same payment a moment ago and means another. */
  payAgain: z.boolean(),
});

const LET_GO_MS = 6000;

/** What a payer asks for, and who they are. */
export interface PayWish extends Selection {
  attemptKey: string;
  quoteDigest: string;
  confirmationToken: string;
  payAgain: boolean;
  agency: QuotedAgency;
  accountId: string;
  digest: string;
  now: Date;
}

/** Pay: checks, one transaction that writes the intention, and its first try carried out. */
export const pay = payerProcedure
  .input(payInput)
  .mutation(async ({ input, ctx }): Promise<Answer<{ payment: PaymentView }>> => {
    const { deps, throttle } = ctx.api;
    const { accountId, agencyId } = ctx.session;
    const { attemptKey, ...body } = input;
    const digest = requestDigest({ ...body, obligationIds: body.obligationIds.toSorted(), accountId });
    const wish: PayWish = { ...input, agency: ctx.agency, accountId, digest, now: deps.clock() };

    const known = await knownTry(deps.read, { key: attemptKey, digest, accountId });
    if (known && !known.ok) return known;
    if (known) return { ok: true, payment: await paymentViewOf(deps, known.paymentId) };
    const retryAfterSeconds = await throttle.take(['payPerAccount', agencyId, accountId]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const begun = await retryOnce(() => deps.db.$transaction((tx) => beginPayment(tx, wish)));
    if (!begun.ok) return begun;
    if (!begun.isNew) return { ok: true, payment: await paymentViewOf(deps, begun.paymentId) };
    await letDeclinedGo(deps, { accountId, personId: input.personId });
    return {
      ok: true,
      payment: await carryOutAndView(deps, { paymentId: begun.paymentId, n: 1, attemptKey }),
    };
  });

/**
 * The payer's declined payments for this person hold what the new one is to pay: they are let go before its gate.
 * One that cannot be makes the gate say that the quote has changed.
 */
async function letDeclinedGo(deps: Deps, whose: { accountId: string; personId: string }): Promise<void> {
  const declined = await deps.read.payment.findMany({
    where: { ...whose, state: 'declined' },
    select: { id: true },
  });
  await Promise.all(declined.map(({ id }) => deps.workflows.cancelPayment(id, LET_GO_MS)));
}

type Begun = { ok: true; paymentId: string; isNew: boolean } | No;

/**
 * Write the intention to pay and its first try, in the caller's transaction, if the payer may and the quote still is
 * what they saw. The first statement is the lock: one account's payments for one person are decided one after another.
 */
export async function beginPayment(tx: Tx, wish: PayWish): Promise<Begun> {
  const { agency, accountId, personId, attemptKey: key, digest, payAgain, now } = wish;
  const link = { agencyId: agency.id, accountId, personId, state: 'active' };
  const locked = await tx.payerLink.updateMany({ where: link, data: { state: 'active' } });
  const known = await knownTry(tx, { key, digest, accountId });
  if (known) return known.ok ? { ok: true, paymentId: known.paymentId, isNew: false } : known;
  if (locked.count === 0) throw notFound();

  const whose = { accountId, personId };
  const seen = payAgain ? null : await paidMomentsAgo(tx, { ...whose, quoteDigest: wish.quoteDigest }, now);
  if (seen) return seen; // first: what it holds has changed the quote, which would tell the payer less
  const quoted = await quoteNow(tx, agency, accountId, wish, now);
  if (!quoted.ok) return quoted;
  if (quoted.quote.digest !== wish.quoteDigest) return no('quote_changed', { quote: quoted.quote });
  const { amountCents, feeCents } = quoted.figures;
  const same = payAgain
    ? null
    : await paidMomentsAgo(tx, { ...whose, totalCents: amountCents + feeCents }, now);
  if (same) return same;

  const paymentId = await writePayment(tx, wish, { amountCents, feeCents });
  return { ok: true, paymentId, isNew: true };
}

async function writePayment(
  tx: Tx,
  wish: PayWish,
  amounts: { amountCents: bigint; feeCents: bigint },
): Promise<string> {
  const { agency, accountId, personId, choice, quoteDigest, now } = wish;
  const { language } = await tx.payerAccount.findUniqueOrThrow({ where: { id: accountId } });
  const id = randomUUID();
  await tx.payment.create({
    data: {
      id,
      agencyId: agency.id,
      accountId,
      personId,
      state: 'created',
      ...amounts,
      choice,
      obligationIds: [...new Set(wish.obligationIds)],
      quoteDigest,
      language,
      createdAt: now,
      expiresAt: new Date(now.getTime() + TRIES_MINUTES * 60_000),
    },
  });
  const { attemptKey: key, digest, confirmationToken } = wish;
  await beginTry(tx, {
    agencyId: agency.id,
    paymentId: id,
    n: 1,
    key,
    requestDigest: digest,
    confirmationToken,
    now,
  });
  return id;
}
