import { PayerClient, type Wish } from '../../e2e/payer-client.ts';
import { bareClient, type RunBare } from './bare-client.ts';
import { inFlight } from '../../../workflows/in-flight.ts';
import type { Order, Report, Setting, Timed } from './orders.ts';

/** The payers, a process of its own: it takes orders, one at a time, and reports each as done. */
const setting = JSON.parse(process.argv[2] ?? '') as Setting;
const runBare = await bareClient(setting.temporal);
const nothing: Timed = { seconds: 0, answersMs: [] };
const SIGN_INS_AT_ONCE = 4;
const FORMS_AT_ONCE = 4;
/** An access token lasts ten minutes. */
const SIGNED_IN_MS = 300_000;

interface Form {
  payer: PayerClient;
  wish: Wish;
}

let signIns: { email: string; password: string }[] = [];
let signedInAt = 0;
let payers: PayerClient[] = [];
let forms: Form[] = [];
let round = 0;

async function carryOut(order: Order): Promise<Timed> {
  switch (order.kind) {
    case 'sign_in':
      signIns = order.payers;
      await signIn();
      return nothing;
    case 'prepare':
      round++;
      if (performance.now() - signedInAt > SIGNED_IN_MS) await signIn();
      forms = await inFlight(FORMS_AT_ONCE, payers.slice(0, order.payments), fillIn);
      if (forms.length !== order.payments) throw new Error(`There are only ${payers.length} payers`);
      return nothing;
    case 'pay':
      return timed(order.inFlight, forms.splice(0), pay);
    case 'bare':
      return bare(order.workflows, order.inFlight, runBare);
  }
}

async function signIn(): Promise<void> {
  signedInAt = performance.now();
  payers = await inFlight(SIGN_INS_AT_ONCE, [...signIns.entries()], ([i, who]) =>
    PayerClient.signIn(setting.addresses, { ...who, from: homeOf(i) }),
  );
}

const bare = (workflows: number, most: number, run: RunBare) =>
  timed(most, Array.from({ length: workflows }), run);

/** Each round another amount: the same one again within ten minutes is asked about first. */
async function fillIn(payer: PayerClient): Promise<Form> {
  const choice = { kind: 'other', amountCents: 2_000 + 113 * round } as const;
  return { payer, wish: await payer.prepare(choice, 'pm_card_visa') };
}

/** @returns ms until the answer @throws {Error} it did not end well */
async function pay({ payer, wish }: Form): Promise<number> {
  const began = performance.now();
  const answer = await payer.api.payer.pay.mutate(wish);
  const answeredMs = performance.now() - began;
  if (!answer.ok) throw new Error(`A payment was refused: ${JSON.stringify(answer.refusal)}`);
  const isSettled = answer.payment.status === 'succeeded';
  const { status } = isSettled ? answer.payment : await payer.untilSettled(answer.payment.id, 180_000);
  if (status !== 'succeeded') throw new Error(`A payment ended as ${status}`);
  return answeredMs;
}

async function timed<Job>(most: number, jobs: readonly Job[], run: (job: Job) => Promise<number>) {
  const began = performance.now();
  const answersMs = await inFlight(most, jobs, run);
  return { seconds: (performance.now() - began) / 1000, answersMs };
}

/** Each payer calls from an address of their own, as people do: the api counts calls by it. */
const homeOf = (i: number) => `10.0.${i >> 8}.${i & 255}`;

process.on('message', (order: Order) => {
  carryOut(order).then(
    (done) => report({ ok: true, timed: done }),
    (error: unknown) =>
      report({ ok: false, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  );
});
process.on('disconnect', () => process.exit(0)); // it does not outlive its parent

const report = (what: Report) => void process.send?.(what);
