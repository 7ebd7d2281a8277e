import type { Bench } from './bench.ts';
import { setStage, type Stage } from './payments/stage.ts';
import { percentile } from './statistics.ts';

const PAYMENTS = 60;
const IN_FLIGHT = 10;
const ONE_BY_ONE = 20;

/**
 * Payments through the public api against a bare workflow on the same Temporal server: update-with-start, three
 * ordinary activities that do nothing, the update answering after the second. The product, the Stripe sandbox, the
 * bare worker, Temporal and the payers are processes of their own; what is timed is `pay`, the form is filled in
 * before. A payment counts when its books are written, a bare workflow when it has completed.
 */
export const bench: Bench = {
  async start() {
    const stage = await setStage({ payers: PAYMENTS });
    const { driver } = stage;
    let payments = 0;
    const pay = async (count: number, inFlight: number) => {
      await driver.tell({ kind: 'prepare', payments: count });
      const timed = await driver.tell({ kind: 'pay', inFlight });
      payments += count;
      await stage.untilIdle(); // its receipts must not slow the other side
      return timed;
    };
    const bare = (workflows: number, inFlight: number) => driver.tell({ kind: 'bare', workflows, inFlight });
    const throughput = {
      name: `payments a second ÷ bare workflows, ${IN_FLIGHT} in flight`,
      unit: '/s',
      target: { atLeast: 1 },
      warmUp: true,
      ours: async () => PAYMENTS / (await pay(PAYMENTS, IN_FLIGHT)).seconds,
      base: async () => PAYMENTS / (await bare(PAYMENTS, IN_FLIGHT)).seconds,
    };
    const firstAnswer = {
      name: 'p50 of the first answer ÷ the bare one’s, one in flight',
      unit: 'ms',
      target: { atMost: 1.5 },
      ours: async () => percentile((await pay(ONE_BY_ONE, 1)).answersMs, 0.5),
      base: async () => percentile((await bare(ONE_BY_ONE, 1)).answersMs, 0.5),
    };
    const check = () => assertMoneyRight(stage, payments);
    return { figures: [throughput, firstAnswer], check, close: () => stage.close() };
  },
};

/** No figure without right money: Stripe, ledger and receipts agree to the cent, and know every payment. */
async function assertMoneyRight(stage: Stage, payments: number): Promise<void> {
  const money = await stage.tieOut();
  if (money.breaks.length > 0) throw new Error(`The money does not agree. ${money.breaks.join(' ')}`);
  if (money.payments !== payments) throw new Error(`${payments} paid, and ${money.payments} in the books`);
}
