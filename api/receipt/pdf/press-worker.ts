import { parentPort } from 'node:worker_threads';
import { receiptSheet } from '../../../workflows/words/receipt.ts';
import type { Order, Printed } from './press.ts';
import { receiptPdf } from './receipt-pdf.ts';

/** A thread of its own: one receipt after the other, as they are ordered. */
let before: Promise<void> = Promise.resolve();
parentPort?.on('message', (order: Order) => {
  before = before.then(() => print(order));
});

async function print(order: Order): Promise<void> {
  const answer = await pdfOf(order).then(
    (pdf): Printed => ({ n: order.n, pdf: new Uint8Array(pdf) }),
    (error: unknown): Printed => ({ n: order.n, failed: error instanceof Error ? error.name : 'unknown' }),
  );
  parentPort?.postMessage(answer, []);
}

const pdfOf = async ({ language, facts, issuedAt, reprintedAt }: Order) =>
  receiptPdf(receiptSheet(language, facts, reprintedAt), issuedAt);
