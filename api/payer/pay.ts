import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { execute, queryRows } from '../../prisma/rows.ts';
import { TRIES_MINUTES } from '../../workflows/payment/states.ts';
import type { Answer, DebitTerms, PageTender, PaymentView } from '../contract/index.ts';
import { no, type No } from '../refusal.ts';
import { notFound, payerProcedure } from '../trpc.ts';
import { beginTry } from './begin-try.ts';
import { carryOutAndView } from './carry-out.ts';
import { paidMomentsAgo, recentPayments } from './duplicate.ts';
import { attemptKeyInput, confirmationTokenInput, selectionInput, type Selection } from './inputs.ts';
import { knownTry } from './known-try.ts';
import { paymentViewOf } from './payment-view.ts';
import { quoteNow, type QuotedAgency } from './quote-now.ts';
import { requestDigest } from './request-digest.ts';
import { retryOnce } from '../retry-once.ts';

export const payInput = selectionInput.extend({
  attemptKey: attemptKeyInput,
  quoteDigest: z.string().regex(/^[0-9a-f]{64}$/, 'must be the digest of a quote'),
  confirmationToken: confirmationTokenInput,
  /** Of a bank debit: the version of what its payer agreed to. */
  consent: z.string().max(20).optional(),
  /** The payer was told of the same payment a moment ago and means another. */
  payAgain: z.boolean(),
});

const LET_GO_MS = 6000;

/** What a payer asks for, and who they are. */
export interface PayWish extends Selection {
  attemptKey: string;
  quoteDigest: string;
  confirmationToken: string;
  consent?: string | undefined;
  /** Where the payer is, for what they agree to. */
  from: { ipAddress: string; userAgent: string };
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
    const { from } = ctx.request;
    const wish: PayWish = { ...input, from, agency: ctx.agency, accountId, digest, now: deps.clock() };

    const known = await knownTry(deps.read, { key: attemptKey, digest, accountId });
    if (known && !known.ok) return known;
    if (known) return { ok: true, payment: await paymentViewOf(deps, known.paymentId) };
    const retryAfterSeconds = await throttle.take(['payPerAccount', agencyId, accountId]);
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });

    const begun = await retryOnce(() => deps.db.$transaction((tx) => beginPayment(tx, wish)));
    if (!begun.ok) return begun;
    if (!begun.isNew) return { ok: true, payment: await paymentViewOf(deps, begun.paymentId) };
    // What they hold is let go before the new one's gate: one that cannot be makes it say that the quote has changed.
    await Promise.all(begun.declined.map((id) => deps.workflows.cancelPayment(id, LET_GO_MS)));
    return {
      ok: true,
      payment: await carryOutAndView(deps, { paymentId: begun.paymentId, n: 1, attemptKey }),
    };
  });

/** @property declined the payer's declined payments for this person: they hold what the new one is to pay */
type Begun =
  | { ok: true; isNew: false; paymentId: string }
  | { ok: true; isNew: true; paymentId: string; declined: string[] }
  | No;

/**
 * Write the intention to pay and its first try, in the caller's transaction, if the payer may and the quote still is
 * what they saw. The first statement is the lock: one account's payments for one person are decided one after another.
 */
export async function beginPayment(tx: Tx, wish: PayWish): Promise<Begun> {
  const { agency, accountId, personId, attemptKey: key, digest, payAgain, now } = wish;
  const [link] = await queryRows<{ language: string }>(tx)`
    UPDATE "PayerLink" SET "state" = 'active'
    WHERE "agencyId" = ${agency.id} AND "accountId" = ${accountId} AND "personId" = ${personId}
      AND "state" = 'active'
    RETURNING (SELECT account."language" FROM "PayerAccount" AS account
      WHERE account."id" = "PayerLink"."accountId") AS "language"`;
  const known = await knownTry(tx, { key, digest, accountId });
  if (known) return known.ok ? { ok: true, isNew: false, paymentId: known.paymentId } : known;
  if (link === undefined) throw notFound();

  const recent = await recentPayments(tx, { accountId, personId }, now);
  const isTried = recent.some(({ state, waiting }) => state === 'declined' && waiting > 0);
  if (isTried) return no('payment_in_progress'); // another tab's try, or one that nobody could carry out yet
  const paidAlready = (like: Parameters<typeof paidMomentsAgo>[1]) =>
    payAgain ? null : paidMomentsAgo(recent, like, now, agency);
  const seen = paidAlready({ quoteDigest: wish.quoteDigest });
  if (seen) return seen; // first: what it holds has changed the quote, which would tell the payer less
  const quoted = await quoteNow(tx, agency, accountId, wish, now);
  if (!quoted.ok) return quoted;
  const { debit } = quoted.quote;
  if (quoted.quote.digest !== wish.quoteDigest || debit?.version !== wish.consent)
    return no('quote_changed', { quote: quoted.quote });
  const { amountCents, feeCents } = quoted.figures;
  const same = paidAlready({ totalCents: amountCents + feeCents });
  if (same) return same;

  const figures = { amountCents, feeCents, tender: quoted.tender };
  const paymentId = await writePayment(tx, { ...wish, language: link.language }, figures, debit);
  const declined = recent.filter(({ state }) => state === 'declined').map(({ id }) => id);
  return { ok: true, isNew: true, paymentId, declined };
}

async function writePayment(
  tx: Tx,
  wish: PayWish & { language: string },
  { amountCents, feeCents, tender }: { amountCents: bigint; feeCents: bigint; tender: PageTender },
  debit: DebitTerms | undefined,
): Promise<string> {
  const { agency, accountId, personId, choice, quoteDigest, language, now } = wish;
  const id = randomUUID();
  const obligationIds = [...new Set(wish.obligationIds)];
  const expiresAt = new Date(now.getTime() + TRIES_MINUTES * 60_000);
  await execute(tx)`
    INSERT INTO "Payment" ("id", "agencyId", "accountId", "personId", "state", "amountCents", "feeCents", "tender",
      "choice", "obligationIds", "quoteDigest", "language", "createdAt", "expiresAt")
    VALUES (${id}, ${agency.id}, ${accountId}, ${personId}, 'created', ${amountCents}, ${feeCents}, ${tender},
      ${JSON.stringify(choice)}, ${JSON.stringify(obligationIds)}, ${quoteDigest}, ${language}, ${now}, ${expiresAt})`;
  const { attemptKey: key, digest, confirmationToken } = wish;
  await beginTry(tx, {
    agencyId: agency.id,
    paymentId: id,
    n: 1,
    key,
    requestDigest: digest,
    confirmationToken,
    consent: debit && { version: debit.version, text: debit.text, language, ...wish.from },
    now,
  });
  return id;
}
