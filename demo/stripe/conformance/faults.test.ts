// @vitest-environment node
import { randomUUID } from 'node:crypto';
import type Stripe from 'stripe';
import { expect, test } from 'vitest';
import type { Fault, FaultInput } from '../fault-kinds.ts';
import { FAULT_KINDS } from '../fault-kinds.ts';
import { drawn } from '../faults.ts';
import { idOf } from '../payment/id-of.ts';
import type { Sandbox } from '../server.ts';
import { aSandbox, control } from '../test-client.ts';
import { raw } from './test-stranger.ts';

/** Every kind of fault, set in each way that there is: by what it matches, by rate with a seed, and on the page. */
type Kind = Fault['kind'];
interface Parts {
  sandbox: Sandbox;
  stripe: Stripe;
}
/** Do once what the fault can strike. @returns whether it did */
type Try = (parts: Parts) => Promise<boolean>;

const paid = {
  amount: 4200,
  currency: 'usd',
  confirm: true,
  payment_method: 'pm_card_visa',
  return_url: 'https://agency.example/back',
} as const;

/** Make a customer, by no client that tries again. @returns the status, 0 where nobody answered, and whether it is there */
async function makeCustomer(parts: Parts) {
  const name = randomUUID();
  const status = await raw(parts, 'POST', '/v1/customers', { body: `name=${name}` }).then(
    (answer) => answer.status,
    () => 0,
  );
  const { data } = await parts.stripe.customers.list({ limit: 1 });
  return { status, made: data[0]?.name === name };
}
/** Struck is this status, with or without a customer; else all went well. */
const answering =
  (status: number, made: boolean): Try =>
  async (parts) => {
    const end = await makeCustomer(parts);
    if (end.status === 200) expect(end.made).toBe(true);
    else expect(end).toEqual({ status, made });
    return end.status !== 200;
  };

/** That it was late is seen by its fault's count: no test here watches a clock. */
const beingSlow: Try = async ({ stripe, sandbox }) => {
  const left = async () =>
    ((await control(sandbox).state()) as { faults: { times: number }[] }).faults[0]?.times ?? 0;
  const before = await left();
  await stripe.customers.create({});
  return (await left()) < before;
};

const deliveries = async (parts: Parts) =>
  ((await control(parts.sandbox).state()) as { deliveries: Record<string, number> }).deliveries;
const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, n) => total + n, 0);

/** @param grown says from the deliveries before and after an event whether it was struck */
const telling =
  (grown: (before: Record<string, number>, after: Record<string, number>) => boolean): Try =>
  async (parts) => {
    const endpoints = await parts.stripe.webhookEndpoints.list();
    if (endpoints.data.length === 0)
      await parts.stripe.webhookEndpoints.create({ url: 'http://127.0.0.1:9/hook', enabled_events: ['*'] });
    const before = await deliveries(parts);
    await parts.stripe.customers.create({});
    return grown(before, await deliveries(parts));
  };

const TRIES: Partial<Record<Kind, Try>> = {
  fail_before: answering(500, false),
  act_then_fail: answering(500, true),
  act_then_hang: answering(0, true),
  rate_limit: answering(429, false),
  slow: beingSlow,
  cut: answering(0, false),
  capture_late: async ({ stripe }) => {
    const { latest_charge } = await stripe.paymentIntents.create(paid);
    return (await stripe.charges.retrieve(idOf(latest_charge) ?? '')).balance_transaction === null;
  },
  capture_reversed: async ({ stripe }) => {
    const { id, latest_charge } = await stripe.paymentIntents.create({ ...paid, capture_method: 'manual' });
    await stripe.paymentIntents.capture(id, { amount_to_capture: 4000 });
    const { data } = await stripe.balanceTransactions.list({ source: idOf(latest_charge) ?? '' });
    return data.length === 2;
  },
  check_redirects: async ({ stripe }) => {
    const payment_method = 'pm_card_authenticationRequired';
    const { next_action } = await stripe.paymentIntents.create({
      ...paid,
      payment_method,
      use_stripe_sdk: true,
    });
    return next_action?.type === 'redirect_to_url';
  },
  check_is_final: async ({ stripe }) => {
    const payment_method = 'pm_card_authenticationRequired';
    const { id } = await stripe.paymentIntents.create({ ...paid, payment_method });
    const again = stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_visa',
      return_url: paid.return_url,
    });
    return again.then(
      () => false,
      () => true,
    );
  },
  webhook_lost: telling((before, after) => (after['lost'] ?? 0) > (before['lost'] ?? 0)),
  webhook_duplicate: telling((before, after) => sum(after) - sum(before) === 2),
};
/** What a kind must be told beside its name, and what it is to strike where it could strike several requests of a try. */
const TOLD: Partial<Record<Kind, object>> = {
  act_then_hang: { ms: 20 },
  slow: { ms: 10 },
  capture_late: { ms: 600_000 },
  debit_slow: { ms: 600_000 },
  webhook_delay: { ms: 600_000 },
};
const POSTS = ['fail_before', 'act_then_fail', 'act_then_hang', 'rate_limit', 'slow', 'cut'];
const faultOf = (kind: Kind, more: object = {}) =>
  ({
    kind,
    ...TOLD[kind],
    ...(POSTS.includes(kind) && { match: { method: 'POST', path: '/v1/customers' } }),
    ...more,
  }) as FaultInput;
const rounds = async (parts: Parts, attempt: Try, count: number) => {
  const struck: boolean[] = [];
  for (let n = 0; n < count; n++) struck.push(await attempt(parts));
  return struck;
};
const KINDS = Object.entries(TRIES).map(([kind, attempt]) => [kind as Kind, attempt] as const);

test.each(KINDS)('%s, told what to match, strikes once and no more', async (kind, attempt) => {
  const parts = await aSandbox();
  await control(parts.sandbox).fault(faultOf(kind));
  expect(await rounds(parts, attempt, 3)).toEqual([true, false, false]);
});

test.each(KINDS)('%s, by rate, strikes the share that its seed draws', async (kind, attempt) => {
  const parts = await aSandbox();
  await control(parts.sandbox).fault(faultOf(kind, { rate: 0.5, seed: 5 }));
  const drawnByHand = Array.from({ length: 8 }, (_, n) => drawn(5, n) < 0.5);
  expect(drawnByHand).toContain(true);
  expect(drawnByHand).toContain(false);
  expect(await rounds(parts, attempt, 8)).toEqual(drawnByHand);
});

test.each(FAULT_KINDS)('%s can be set on the page, and strikes as often as it says there', async (kind) => {
  const parts = await aSandbox();
  const { sandbox } = parts;
  const { match = {}, ...fault } = faultOf(kind) as { match?: object };
  const times = '2';
  const typed: Record<string, unknown> = { ...fault, ...match, times };
  const body = new URLSearchParams(Object.entries(typed).map(([name, value]) => [name, String(value)]));
  const answer = await fetch(`${sandbox.url}/_sandbox/page/faults`, {
    method: 'POST',
    headers: { origin: sandbox.url },
    body,
    redirect: 'manual',
  });
  expect([answer.status, answer.headers.get('location')]).toEqual([303, '/_sandbox']);
  expect(await control(sandbox).state()).toMatchObject({ faults: [{ kind, times: Number(times) }] });
  const attempt = TRIES[kind];
  if (attempt) expect(await rounds(parts, attempt, 3)).toEqual([true, true, false]);
  // watched in webhooks.test.ts, and in bank-debits.test.ts
  else expect(['webhook_delay', 'webhook_out_of_order', 'debit_slow']).toContain(kind);
});
