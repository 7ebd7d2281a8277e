import { z } from 'zod';
import type { Db } from '../../../prisma/client.ts';
import { debitPaidBy } from '../../policy/bank-days.ts';
import { localDay } from '../../policy/calendar.ts';
import { debitFailedMail, debitReturnedMail, debitStartedMail } from '../../words/debit.ts';
import type { Written } from '../../words/mail.ts';

export type DebitNotice = 'debit_started' | 'debit_failed' | 'debit_returned';

export const isDebitNotice = (kind: string): kind is DebitNotice =>
  kind === 'debit_started' || kind === 'debit_failed' || kind === 'debit_returned';

/**
 * What the payer of a bank debit is told by mail: that it is on its way, with a copy of what they agreed to, that
 * their bank did not pay it, or that it took back what it had paid.
 * @throws where the payment's last try has no consent
 */
export async function debitMail(db: Db, paymentId: string, kind: DebitNotice): Promise<Written> {
  const payment = await db.payment.findUniqueOrThrow({
    where: { id: paymentId },
    include: { agency: true, attempts: { orderBy: { n: 'desc' }, take: 1, include: { consent: true } } },
  });
  const { agency, attempts, language, createdAt } = payment;
  const [attempt] = attempts;
  const on = localDay(createdAt, agency.timeZone);
  const facts = {
    agencyName: agency.name,
    agencyPhone: agency.phone,
    totalCents: payment.amountCents + payment.feeCents,
    last4: payment.cardLast4,
  };
  if (kind === 'debit_failed')
    return debitFailedMail(language, { ...facts, on, code: attempt?.code ?? null });
  if (kind === 'debit_returned')
    return debitReturnedMail(language, { ...facts, on, code: await returnedCode(db, paymentId) });
  const consent = attempt?.consent;
  if (!consent) throw new Error(`the debit ${paymentId} has no consent`);
  return debitStartedMail(language, { ...facts, by: debitPaidBy(on), consent, timeZone: agency.timeZone });
}

/** Why its bank took it back, by Stripe's code. */
async function returnedCode(db: Db, paymentId: string): Promise<string | null> {
  const event = await db.paymentEvent.findFirst({
    where: { paymentId, kind: 'returned' },
    select: { detail: true },
  });
  const { code } = z.object({ code: z.string().optional() }).parse(event?.detail ?? {});
  return code ?? null;
}
