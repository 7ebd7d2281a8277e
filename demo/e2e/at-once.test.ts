import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { PaymentView } from '../../api/contract/index.ts';
import { accounts } from '../../workflows/ledger/accounts.ts';
import { balancesOf } from '../../workflows/ledger/read.ts';
import { payers } from '../sample/world.ts';
import { countMoney, lookInto } from './count-money.ts';
import { expectMoneyRight } from './money.ts';
import { PayerClient } from './payer-client.ts';
import { runDemo } from './running-demo.ts';
import { SandboxControl } from './sandbox-control.ts';

const [alex, riley, devon] = payers;
const demo = runDemo();
const signIn = (who: { email: string; password: string }) => PayerClient.signIn(demo.addresses, who);
const sandbox = () => new SandboxControl(demo.addresses.stripe);
const charges = () => sandbox().charges();

test('the same attempt sent five times at once is one payment and one charge', async () => {
  const payer = await signIn(alex);
  const wish = await payer.prepare({ kind: 'other', amountCents: 5_000 }, 'pm_card_visa');
  const answers = await Promise.all(Array.from({ length: 5 }, () => payer.api.payer.pay.mutate(wish)));
  const ids = answers.map((answer) => (answer.ok ? answer.payment.id : answer.refusal.code));
  expect(new Set(ids).size).toBe(1);
  expect((await payer.untilSettled(ids[0] ?? '')).status).toBe('succeeded');
  expect(await charges()).toHaveLength(1);
});

test('the same attempt key with another amount is refused and charges nothing', async () => {
  const payer = await signIn(alex);
  const before = await charges();
  const wish = await payer.prepare({ kind: 'other', amountCents: 6_000 }, 'pm_card_visa_chargeDeclined');
  const first = await payer.api.payer.pay.mutate(wish);
  expect(first).toMatchObject({
    ok: true,
    payment: { status: 'failed', failure: { code: 'card_declined' } },
  });
  const other = await payer.prepare({ kind: 'other', amountCents: 7_000 }, 'pm_card_visa');
  const reused = await payer.api.payer.pay.mutate({ ...other, attemptKey: wish.attemptKey });
  expect(reused).toMatchObject({ ok: false, refusal: { code: 'attempt_reused' } });
  expect(await charges()).toHaveLength(before.length);
});

test('two people who owe one debt pay all of it at once: it is paid once, and never beyond what is owed', async () => {
  const [one, two] = await Promise.all([signIn(riley), signIn(devon)]);
  const joint = ['restitution'];
  const wishes = await Promise.all(
    [one, two].map((payer) => payer.prepare({ kind: 'everything' }, 'pm_card_visa', joint)),
  );
  const [obligationId = ''] = wishes[0]?.obligationIds ?? [];
  expect(wishes.map(({ obligationIds }) => obligationIds)).toEqual([[obligationId], [obligationId]]);

  const answers = await Promise.all([one, two].map((payer, i) => payIt(payer, wishes[i])));
  expect(answers.toSorted()).toEqual([
    expect.stringMatching(/^(quote_changed|nothing_owed|failed)$/),
    'succeeded',
  ]);
  const owed = await lookInto(demo.databaseUrl, async (read) => {
    const { agencyId } = await read.obligation.findUniqueOrThrow({ where: { id: obligationId } });
    const code = accounts.receivable(obligationId);
    return (await balancesOf(read, agencyId, [code])).get(code);
  });
  expect(owed).toBe(0n);
});

test('after all of it the money is right', async () => {
  await expectMoneyRight(demo.databaseUrl, demo.addresses, 2);
});

test('the tie-out sees a charge that nobody knows of, and a receipt that never came', async () => {
  await sandbox().chargeBehindOurBack();
  const [receipt = ''] = await readdir(join(demo.folder, 'mails'));
  await rm(join(demo.folder, 'mails', receipt));
  const { breaks } = await countMoney(demo.databaseUrl, demo.addresses);
  expect(breaks).toContain('Charged differs.');
  expect(breaks).toContain('3 charges, 2 receipt numbers, 1 receipts by mail.');
});

/** @returns how it ended: the payment's status, or why it was refused */
async function payIt(payer: PayerClient, wish: Awaited<ReturnType<PayerClient['prepare']>> | undefined) {
  if (!wish) throw new Error('There is nothing to pay.');
  const answer = await payer.api.payer.pay.mutate(wish);
  if (!answer.ok) return answer.refusal.code;
  const { status }: PaymentView = await payer.untilSettled(answer.payment.id);
  return status;
}
