import { randomUUID } from 'node:crypto';
import type { Db } from '../../prisma/client.ts';
import type { Mailer } from '../mail/mailer.ts';
import { receiptOf } from '../payment/receipt.ts';
import { receiptMail } from '../words/mail.ts';
import type { NoticeInput } from './messages.ts';

export interface NoticeDeps {
  db: Db;
  mailer: Mailer;
  clock: () => Date;
  /** Where browsers reach the api. */
  origin: () => string;
}

export const noticeActivities = (deps: NoticeDeps) => ({
  sendNotice: (input: NoticeInput) => sendNotice(deps, input),
});

export type NoticeActivities = ReturnType<typeof noticeActivities>;

/**
 * Mail a notice and note that it was sent. A crash between the two mails it again under the same message id,
 * which mail readers show once.
 */
async function sendNotice(
  { db, mailer, clock, origin }: NoticeDeps,
  { noticeId }: NoticeInput,
): Promise<void> {
  const notice = await db.notice.findUniqueOrThrow({
    where: { id: noticeId },
    include: { payment: { include: { account: true } } },
  });
  if (notice.sentAt !== null) return;
  const { payment, agencyId, paymentId } = notice;
  const facts = await receiptOf(db, { id: paymentId }, origin());
  if (facts === null) throw new Error(`payment ${paymentId} has no receipt`);
  // Changes nothing, and is written: where it cannot be, no mail goes out that would go out again and again.
  await db.notice.update({ where: { id: noticeId }, data: { sentAt: null } });
  const { language, account } = payment;
  await mailer.send({
    ...receiptMail(language, facts),
    to: account.email,
    language,
    id: `notice.${noticeId}`,
  });
  const at = clock();
  await db.$transaction([
    db.notice.update({ where: { id: noticeId }, data: { sentAt: at } }),
    db.paymentEvent.create({
      data: {
        id: randomUUID(),
        agencyId,
        paymentId,
        at,
        kind: 'receipt_sent',
        source: 'onward',
        detail: { receipt_number: facts.receiptNumber },
      },
    }),
  ]);
}
