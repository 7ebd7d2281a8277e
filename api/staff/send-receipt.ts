import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import { wishToMail } from '../../workflows/outbox.ts';
import { noteEvent } from '../../workflows/timeline.ts';
import { audit } from '../audit.ts';
import type { SendReceiptAnswer } from '../contract/index.ts';
import { idInput } from '../payer/inputs.ts';
import { notFound, staffProcedure } from '../trpc.ts';

export const sendReceiptInput = z.object({ paymentId: idInput });

/** Twice in a hurry is once. */
const PAUSE_MINUTES = 10;

interface Sending extends z.infer<typeof sendReceiptInput> {
  agencyId: string;
  staffId: string;
  now: Date;
}

/** Have a receipt mailed again, to the address of the account that paid and to no other; the mail says that it is a reprint. */
export const sendReceipt = staffProcedure
  .input(sendReceiptInput)
  .mutation(({ input, ctx }): Promise<SendReceiptAnswer> => {
    const { db, clock } = ctx.api.deps;
    const { agencyId, staffId } = ctx.session;
    return db.$transaction((tx) => send(tx, { ...input, agencyId, staffId, now: clock() }));
  });

async function send(tx: Tx, sending: Sending): Promise<SendReceiptAnswer> {
  const { paymentId, agencyId, now } = sending;
  const payment = await tx.payment.findFirst({
    where: { id: paymentId, agencyId },
    include: { account: true },
  });
  if (payment === null) throw notFound();
  await lockRow(tx, 'Payment', paymentId); // of two clerks one sends it
  if (payment.receiptNumber === null) return { ok: false, reason: 'not_paid' };
  const sent = await tx.notice.findMany({ where: { paymentId }, orderBy: { createdAt: 'desc' } });
  const [last] = sent;
  const againAt = new Date((last?.createdAt.getTime() ?? 0) + PAUSE_MINUTES * 60_000);
  if (againAt > now) return { ok: false, reason: 'sent_just_now', againAt: againAt.toISOString() };
  if (last?.sentAt === null) return { ok: false, reason: 'not_out_yet', since: last.createdAt.toISOString() };
  await write(tx, { ...sending, kind: `receipt_again_${sent.length}` });
  return { ok: true, sentTo: payment.account.email };
}

/** The wish, and who has it: in the timeline and in the trail. */
async function write(
  tx: Tx,
  { paymentId, agencyId, staffId, now, kind }: Sending & { kind: string },
): Promise<void> {
  await wishToMail(tx, { agencyId, paymentId, kind }, now);
  const detail = { staff_id: staffId };
  await noteEvent(tx, { agencyId, paymentId, at: now, kind: 'reprint_asked', source: 'staff', detail });
  await audit(tx, {
    agencyId,
    at: now,
    actor: { kind: 'staff', id: staffId },
    action: 'receipt.sent_again',
    subjectId: paymentId,
  });
}
