import type { Logger } from 'pino';
import type { Db } from '../../../prisma/client.ts';
import { execute } from '../../../prisma/rows.ts';
import type { Mailer } from '../../mail/mailer.ts';
import { fulfill } from '../../outbox.ts';
import { receiptOf } from '../../payment/receipt.ts';
import { noteEvent } from '../../timeline.ts';
import { receiptMail } from '../../words/receipt-mail.ts';
import type { NoticeInput } from '../messages.ts';
import { debitMail, isDebitNotice } from './debit-mail.ts';

export interface NoticeDeps {
  db: Db;
  mailer: Mailer;
  clock: () => Date;
  /** Where browsers reach the api. */
  origin: () => string;
  log: Logger;
}

/**
 * Mail a notice; note that it was sent and its wish fulfilled. A crash between the two mails it again under the same
 * message id, which mail readers show once.
 */
export async function sendNotice(
  { db, mailer, clock, origin }: NoticeDeps,
  { noticeId }: NoticeInput,
): Promise<void> {
  const notice = await db.notice.findUniqueOrThrow({
    where: { id: noticeId },
    include: { payment: { select: { language: true, account: { select: { email: true } } } } },
  });
  if (notice.sentAt !== null) {
    await fulfill(db, 'notice', [noticeId], clock());
    return;
  }
  const { payment, agencyId, paymentId } = notice;
  const { language, account } = payment;
  const { mail, event } = isDebitNotice(notice.kind)
    ? {
        mail: await debitMail(db, paymentId, notice.kind),
        event: { kind: `${notice.kind}_sent`, detail: {} },
      }
    : await receiptNotice(db, notice, language, origin());
  // Changes nothing, and is written: where it cannot be, no mail goes out that would go out again and again.
  await db.$transaction((tx) => execute(tx)`UPDATE "Notice" SET "sentAt" = NULL WHERE "id" = ${noticeId}`);
  await mailer.send({
    ...mail,
    to: account.email,
    language,
    id: `notice.${noticeId}`,
  });
  const at = clock();
  await db.$transaction(async (tx) => {
    await execute(tx)`UPDATE "Notice" SET "sentAt" = ${at} WHERE "id" = ${noticeId}`;
    await fulfill(tx, 'notice', [noticeId], at);
    await noteEvent(tx, { agencyId, paymentId, at, source: 'onward', ...event });
  });
}

async function receiptNotice(
  db: Db,
  { paymentId, kind, createdAt }: { paymentId: string; kind: string; createdAt: Date },
  language: string,
  origin: string,
) {
  const facts = await receiptOf(db, { id: paymentId }, origin);
  if (facts === null) throw new Error(`payment ${paymentId} has no receipt`);
  const isFirst = kind === 'receipt';
  return {
    mail: receiptMail(language, facts, isFirst ? null : createdAt),
    event: {
      kind: isFirst ? 'receipt_sent' : 'reprint_sent',
      detail: { receipt_number: facts.receiptNumber },
    },
  };
}
