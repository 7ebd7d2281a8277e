import { expect, test } from 'vitest';
import type { PaymentView } from '../../api/contract/index.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';
import { sum } from '../../workflows/money/money.ts';
import { Chance, seed } from '../never/seed.ts';
import { payers } from '../sample/world.ts';
import { lookInto } from './count-money.ts';
import { expectMoneyRight } from './money.ts';
import { PayerClient } from './payer-client.ts';
import { runDemo } from './running-demo.ts';
import { SandboxControl } from './sandbox-control.ts';
import { until } from './until.ts';

/*
 * What must never happen: architecture, section 7, on the running product, under faults by chance. ONWARD_SEED runs
 * another chance. Points 2, 4 and 6 by themselves are in demo/never/never.test.ts.
 */

const PAYMENTS_EACH = 4;
const demo = runDemo();
const sandbox = () => new SandboxControl(demo.addresses.stripe);
/** Everything that anybody was told of a payment, in order. */
const told = new Map<string, PaymentView[]>();
const cards = ['pm_card_visa', 'pm_card_visa', 'pm_card_mastercard', 'pm_card_visa_chargeDeclined'] as const;

/** Every kind of trouble between us and Stripe that ends within seconds, each in its share of the requests and events. */
async function troubles(): Promise<void> {
  const post = (path: string) => ({ method: 'POST', path, regex: true });
  const faults = [
    { kind: 'cut', rate: 0.1, match: post('/confirm$') },
    { kind: 'act_then_hang', ms: 200, rate: 0.15, match: post('/confirm$') },
    { kind: 'act_then_fail', rate: 0.1, match: post('/confirm$') },
    { kind: 'slow', ms: 400, rate: 0.2, match: post('/confirm$') },
    { kind: 'rate_limit', rate: 0.1, match: { path: '/v1/payment_intents' } },
    { kind: 'act_then_hang', ms: 100, rate: 0.1, match: post('payment_intents$') },
    { kind: 'webhook_lost', rate: 0.25 },
    { kind: 'webhook_duplicate', rate: 0.3 },
    { kind: 'webhook_delay', ms: 700, rate: 0.3 },
    { kind: 'webhook_out_of_order', ms: 300, rate: 0.2 },
  ];
  for (const [n, fault] of faults.entries()) await sandbox().fault({ ...fault, seed: seed + n });
}

function hear(payment: PaymentView): PaymentView {
  told.set(payment.id, [...(told.get(payment.id) ?? []), payment]);
  return payment;
}

/** Pay one thing after the other, as chance will have it. @returns how many payments there were */
async function payAndListen(payer: PayerClient, chance: Chance): Promise<number> {
  let payments = 0;
  for (let n = 0; n < PAYMENTS_EACH; n++) {
    const choice = { kind: 'other', amountCents: 500 + chance.below(2_000) } as const;
    const wish = { ...(await payer.prepare(choice, chance.of(cards))), payAgain: true };
    const presses = Array.from({ length: 1 + chance.below(3) }, () => payer.api.payer.pay.mutate(wish));
    const answers = await Promise.all(presses);
    const ids = answers.map((answer) => (answer.ok ? hear(answer.payment).id : answer.refusal.code));
    expect(new Set(ids).size).toBe(1); // the same key: the same payment, or the same refusal
    const [first] = answers;
    if (!first?.ok) continue; // another payer has just paid of the same debt
    payments++;
    await untilEnded(payer, first.payment.id);
  }
  return payments;
}

/** Ask the api at each change that the rows show, as its calls are limited. */
async function untilEnded(payer: PayerClient, paymentId: string): Promise<void> {
  let seen = '';
  await lookInto(demo.databaseUrl, (read) =>
    until(
      `payment ${paymentId} to end`,
      async () => {
        const { state } = await read.payment.findUniqueOrThrow({ where: { id: paymentId } });
        if (state === seen) return false;
        seen = state;
        const { status } = hear(await payer.api.payer.status.query({ paymentId }));
        return status === 'succeeded' || status === 'failed';
      },
      150_000,
    ),
  );
}

test(`under faults by chance every payment ends (seed ${seed})`, async () => {
  const clients = await Promise.all(payers.map((who) => PayerClient.signIn(demo.addresses, who)));
  await troubles();
  const paid = await Promise.all(clients.map((payer, n) => payAndListen(payer, new Chance(seed + n))));
  expect(paid.every((payments) => payments > 0)).toBe(true);
});

const everything = () =>
  lookInto(demo.databaseUrl, async (read) => ({
    payments: await read.payment.findMany({ include: { attempts: true } }),
    entries: await read.journalEntry.findMany({
      where: { kind: 'payment_captured' },
      include: { postings: { include: { account: true } } },
    }),
    findings: await verifyLedger(read),
  }));

test(`§7.1 no two charges for one attempt, no charge without its entry, no entry without its charge (seed ${seed})`, async () => {
  const { payments, entries } = await everything();
  const charges = await sandbox().charges();
  const chargeOf = (id: string) => charges.filter(({ metadata }) => metadata['payment_id'] === id);
  const entriesOf = (id: string) => entries.filter(({ subjectId }) => subjectId === id);
  for (const { id, state, amountCents, feeCents, stripeChargeId } of payments) {
    const isPaid = state === 'succeeded';
    expect([state, chargeOf(id).length, entriesOf(id).length]).toEqual([
      state,
      isPaid ? 1 : 0,
      isPaid ? 1 : 0,
    ]);
    if (!isPaid) continue;
    const [charge] = chargeOf(id);
    expect([charge?.id, BigInt(charge?.amount ?? 0)]).toEqual([stripeChargeId, amountCents + feeCents]);
    const clearing =
      entriesOf(id)[0]?.postings.filter(({ account }) => account.code === 'processor_clearing') ?? [];
    expect(sum(clearing.map(({ amount }) => amount))).toBe(amountCents + feeCents);
  }
  expect(charges).toHaveLength(entries.length); // none that names no payment
});

test(`§7.2 no sum off by a cent: Stripe, ledger and receipts agree, and the ledger verifies (seed ${seed})`, async () => {
  const { payments, findings } = await everything();
  expect(findings).toEqual([]);
  const succeeded = payments.filter(({ state }) => state === 'succeeded').length;
  expect(succeeded).toBeGreaterThan(0);
  await expectMoneyRight(demo.databaseUrl, demo.addresses, succeeded);
});

test('§7.3 nobody moves, cancels or sees money by another payer’s ids', async () => {
  const [alex, riley] = await Promise.all(
    payers.slice(0, 2).map((who) => PayerClient.signIn(demo.addresses, who)),
  );
  if (!alex || !riley) throw new Error('nobody pays');
  const theirs = await riley.prepare({ kind: 'other', amountCents: 1_234 }, 'pm_card_visa');
  const before = await everything();
  const id = before.payments.find(({ personId }) => personId === riley.person.id)?.id;
  if (id === undefined) throw new Error('Riley has paid nothing');
  const { attemptKey, confirmationToken } = theirs;
  const attempts = [
    alex.api.payer.pay.mutate(theirs),
    alex.api.payer.owed.query({ personId: riley.person.id }),
    alex.api.payer.status.query({ paymentId: id }),
    alex.api.payer.cancel.mutate({ paymentId: id }),
    alex.api.payer.tryAgain.mutate({ paymentId: id, attemptKey, confirmationToken }),
  ];
  for (const attempt of await Promise.allSettled(attempts))
    expect(attempt).toMatchObject({ status: 'rejected', reason: { data: { code: 'NOT_FOUND' } } });
  expect((await everything()).payments).toEqual(before.payments);
});

test(`§7.5 nobody is told “failed” when money moved, or “paid” when it did not (seed ${seed})`, async () => {
  const charges = await sandbox().charges();
  expect(told.size).toBeGreaterThanOrEqual(payers.length);
  for (const [id, views] of told) {
    const statuses = views.map(({ status }) => status);
    const isCharged = charges.some(({ metadata }) => metadata['payment_id'] === id);
    expect([id, statuses.at(-1)]).toEqual([id, isCharged ? 'succeeded' : 'failed']);
    expect([id, statuses.includes(isCharged ? 'failed' : 'succeeded')]).toEqual([id, false]); // not even for a moment
  }
});
