import { Worker } from 'node:worker_threads';
import type { ReceiptFacts } from '../../../workflows/words/receipt.ts';

/** What is to be printed: plain data, as threads hand it over. */
export interface Order {
  n: number;
  /** A language tag. */
  language: string;
  facts: ReceiptFacts;
  issuedAt: Date;
  reprintedAt: Date | null;
}

export type Printed = { n: number; pdf: Uint8Array } | { n: number; failed: string };

interface Waiting {
  resolve: (pdf: Buffer) => void;
  reject: (error: Error) => void;
}

/** A receipt takes tens of milliseconds; the first one some hundred more. */
const ANSWER_MS = 20_000;
/** The library holds some 50 MB: the thread is let go when nobody wants a receipt for so long. */
const IDLE_MS = 60_000;
const MEMORY_MB = 128;
/** Some seconds of work. More in hand would only be more that waits, and fails together. */
const IN_HAND_MOST = 100;

/**
 * Makes PDFs in a thread of its own, so that no payment waits while one is made, and its library is in memory only while
 * it is wanted. A thread that ends or does not answer fails what it had in hand; the next order starts another.
 */
export class Press {
  #worker: Worker | null = null;
  #last = 0;
  readonly #waiting = new Map<number, Waiting>();
  #timer: NodeJS.Timeout | undefined;

  /** @throws {Error} where it could not be made, or too many are in hand */
  async print(order: Omit<Order, 'n'>): Promise<Buffer> {
    if (this.#waiting.size >= IN_HAND_MOST) throw new Error('No PDF was made: too many are in hand');
    const n = ++this.#last;
    const worker = (this.#worker ??= this.#start());
    return new Promise((resolve, reject) => {
      this.#waiting.set(n, { resolve, reject });
      worker.postMessage({ ...order, n } satisfies Order, []);
      if (this.#waiting.size === 1) this.#watch(worker); // a newer order is no sign of life
    });
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    if (this.#worker !== null) await this.#letGo(this.#worker, 'it was closed');
  }

  #start(): Worker {
    const worker = new Worker(new URL('press-worker.ts', import.meta.url), {
      env: {}, // it needs none of our secrets
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
    });
    worker.unref(); // an idle thread keeps no process alive
    worker.on('message', (printed: Printed) => this.#deliver(worker, printed));
    worker.on('error', (error: Error) => void this.#letGo(worker, error.name));
    worker.on('exit', () => void this.#letGo(worker, 'the thread ended'));
    return worker;
  }

  #deliver(worker: Worker, printed: Printed): void {
    if (this.#worker !== worker) return; // let go: what it had in hand has failed, and another may be at work
    const waiting = this.#waiting.get(printed.n);
    this.#waiting.delete(printed.n);
    if ('pdf' in printed) waiting?.resolve(Buffer.from(printed.pdf));
    else waiting?.reject(new Error(`No PDF was made: ${printed.failed}`));
    this.#watch(worker);
  }

  /** With orders in hand it must answer in time; with none it may go after a while. */
  #watch(worker: Worker): void {
    clearTimeout(this.#timer);
    const late = this.#waiting.size > 0;
    this.#timer = setTimeout(
      () => void this.#letGo(worker, 'the thread did not answer'),
      late ? ANSWER_MS : IDLE_MS,
    );
    this.#timer.unref();
  }

  async #letGo(worker: Worker, why: string): Promise<void> {
    if (this.#worker !== worker) return;
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(new Error(`No PDF was made: ${why}`));
    this.#waiting.clear();
    await worker.terminate();
  }
}
