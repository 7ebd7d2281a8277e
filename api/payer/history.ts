import { z } from 'zod';
import { takenBackOf } from '../../workflows/ledger/read.ts';
import { toWire } from '../../workflows/money/money.ts';
import { receiptHeadOf } from '../../workflows/payment/receipt.ts';
import { paymentState, toldToPayer } from '../../workflows/payment/states.ts';
import { takenBackWords } from '../../workflows/words/receipt.ts';
import type { HistoryItem } from '../contract/index.ts';
import { after, cursorInput, cursorText, newestFirst } from '../page-cursor.ts';
import { payerProcedure } from '../trpc.ts';
import { onItsWayPart } from './on-its-way.ts';
import { personView } from './person-view.ts';
import { receiptView } from './receipt-view.ts';

const PAGE = 20;

export const historyInput = z.object({ cursor: cursorInput.optional(), paidOnly: z.boolean().optional() });

/** The account's payments, newest first; at wish those alone that were paid. */
export const history = payerProcedure
  .input(historyInput)
  .query(async ({ input, ctx }): Promise<{ items: HistoryItem[]; next?: string }> => {
    const { read, origin, clock } = ctx.api.deps;
    const { accountId, agencyId } = ctx.session;
    const rows = await read.payment.findMany({
      where: {
        accountId,
        agencyId,
        ...(input.paidOnly && { receiptNumber: { not: null } }),
        ...(input.cursor && after(input.cursor)),
      },
      include: { person: { include: { links: { where: { accountId } } } } },
      orderBy: newestFirst,
      take: PAGE + 1,
    });
    const page = rows.slice(0, PAGE);
    const takenBack = await takenBackOf(
      read,
      agencyId,
      page.map(({ id }) => id),
    );
    const items: HistoryItem[] = [];
    for (const payment of page) {
      const { id, receiptNumber } = payment;
      const backAt = takenBack.get(id);
      const receipt = receiptView(receiptNumber === null ? null : await receiptHeadOf(read, id, origin()));
      items.push({
        id,
        status: toldToPayer[paymentState(payment.state)],
        createdAt: payment.createdAt.toISOString(),
        person: personView(payment.person, payment.person.links[0]?.relation ?? 'sender'),
        totalCents: toWire(payment.amountCents + payment.feeCents),
        ...onItsWayPart(payment, ctx.agency, clock()),
        ...(receipt && { receipt }),
        ...(backAt && { takenBack: takenBackWords(backAt, ctx.agency.timeZone) }),
      });
    }
    const last = page.at(-1);
    return rows.length > PAGE && last ? { items, next: cursorText(last) } : { items };
  });
