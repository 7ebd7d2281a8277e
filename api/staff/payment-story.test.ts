import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { aBeneficiary } from '../../prisma/fixtures/obligation.ts';
import { aCapturedPayment } from '../../workflows/ledger/fixtures.ts';
import { storedWords } from '../../workflows/own-words.ts';
import { explanationJson } from '../../workflows/policy/explanation-schema.ts';
import { aClaim, anExplanation } from '../../workflows/policy/fixtures.ts';
import { aClerk, aWorld, given, OWN_ORIGIN } from '../test-world.ts';

test('the story is whole: payer, tries, split, Stripe’s ids, books and steps', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { account, person, fee, id: agencyId } = world.a;
  const policies = { allocationPolicyId: `${agencyId}-allocation-1`, feePolicyId: `${agencyId}-fee-1` };
  const of = { accountId: account.id, personId: person.id, obligation: fee };
  const division = explanationJson(anExplanation('TX', [aClaim(fee.id, 'fine', 9_000n)], 8_000n));
  const payment = await aCapturedPayment(db, { ...of, ...policies, division });
  const { id: paymentId } = payment;
  const entry = await db.journalEntry.findFirstOrThrow({ where: { subjectId: paymentId } });
  await db.ledgerSeal.create({
    data: { agencyId, sequence: 7, entryId: entry.id, hash: 'c'.repeat(64), sealedAt: world.now() },
  });
  await db.paymentEvent.create({
    data: {
      id: 'event',
      agencyId,
      paymentId,
      at: world.now(),
      kind: 'succeeded',
      source: 'stripe',
      detail: { n: 1 },
    },
  });
  await db.balanceTransaction.create({
    data: {
      agencyId,
      id: 'txn_1',
      type: 'charge',
      reportingCategory: 'charge',
      amountCents: 8_200n,
      feeCents: 268n,
      netCents: 7_932n,
      currency: 'usd',
      paymentId,
      occurredAt: world.now(),
      availableOn: world.now(),
      entryId: entry.id,
      recordedAt: world.now(),
    },
  });

  const story = given(await world.call('staff', 'paymentStory', { paymentId }, await aClerk(world, world.a)));
  expect(story.payment).toMatchObject({
    id: paymentId,
    payerEmail: 'pat@payer.example',
    personId: person.id,
    statementDescriptor: 'SAMPLE CO PROBATION',
    receiptUrl: `${OWN_ORIGIN}/r/${payment.receiptToken}`,
    allocationRule: 'Restitution first',
    feeRule: 'Card fee 2026',
  });
  expect(story.attempts).toMatchObject([{ n: 1, state: 'succeeded' }]);
  expect(story.split).toMatchObject([
    {
      obligationLabel: fee.label,
      obligationKind: 'supervision_fee',
      fund: 'Supervision fees',
      amountCents: 8_000,
      leftCents: 0,
      beneficiaries: [{ name: 'Sample County general fund', amountCents: 8_000 }],
    },
  ]);
  expect(story.division?.sentences).toContain('First, $80.00 goes to fines. Still owed for this: $10.00.');
  expect(story.stripe).toMatchObject({
    account: 'acct_a',
    paymentIntentId: payment.stripePaymentIntentId,
    chargeId: payment.stripeChargeId,
    balanceTransactions: [{ id: 'txn_1', amountCents: 8_200, feeCents: 268, netCents: 7_932 }],
  });
  expect(story.entries).toMatchObject([
    { kind: 'payment_captured', sealSequence: 7, accountingDate: '2026-11-16' },
  ]);
  const [debits, credits] = (['debitCents', 'creditCents'] as const).map((side) =>
    story.entries[0]?.postings.reduce((sum, posting) => sum + (posting[side] ?? 0), 0),
  );
  expect(debits).toBe(credits);
  expect(story.events).toEqual([
    { at: world.now().toISOString(), kind: 'succeeded', source: 'stripe', detail: { n: 1 } },
  ]);
});

test('what happened in the same instant is told in the order in which it must have happened', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { id: paymentId, agencyId } = await aPayment(db, { obligation: world.a.fee, state: 'declined' });
  const kinds = ['created', 'gate_opened', 'gate_allowed', 'charge_sent', 'declined'];
  const at = world.now();
  const rows = kinds.map((kind, n) => {
    const id = `event-${kinds.length - n}`; // by their ids they stand the other way round
    return { id, agencyId, paymentId, at, kind, source: 'onward', detail: {} };
  });
  const before = { at: new Date(at.getTime() - 1), kind: 'webhook', source: 'stripe', detail: {} };
  await db.paymentEvent.createMany({ data: [...rows, { id: 'event-9', agencyId, paymentId, ...before }] });
  const story = given(await world.call('staff', 'paymentStory', { paymentId }, await aClerk(world, world.a)));
  expect(story.events.map(({ kind }) => kind)).toEqual(['webhook', ...kinds]);
});

test('what staff did to an obligation is told with it, and what of a payment is credit', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { fee } = world.a;
  const claims = [aClaim(fee.id, 'fine', 8_000n)];
  const division = explanationJson({ ...anExplanation('TX', claims, 9_000n), unappliedCents: 500n });
  const payment = await aCapturedPayment(db, { obligation: fee, amountCents: 2_000n, division }, 700n);
  const clerk = await aClerk(world, world.a);
  await db.staffMember.updateMany({ data: { role: 'supervisor' } });
  const act = { actId: randomUUID(), obligationId: fee.id, note: 'Order of the court.', amountCents: 500 };
  given(await world.call('staff', 'waiveObligation', act, clerk));
  const story = given(await world.call('staff', 'paymentStory', { paymentId: payment.id }, clerk));
  expect(story.creditCents).toBe(700); // as the books have it, whatever was explained before
  expect(story.division?.sentences.slice(-2)).toEqual([
    '$5.00 is left over. It is kept as credit.',
    'After this was worked out, less was owed: $2.00 of it could no longer be used, and is kept as credit.',
  ]);
  expect(story.split).toMatchObject([
    {
      amountCents: 1_300,
      beneficiaries: [{ amountCents: 1_300 }],
      leftCents: 6_200,
      acts: [{ kind: 'waived', amountCents: 500, by: 'Casey Clerk', note: 'Order of the court.' }],
    },
  ]);
});

test('an obligation that goes to two beneficiaries is told once, with what each has and what is left of it', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { fee, restitution, id: agencyId } = world.a;
  const payment = await aPayment(db, { obligation: restitution, amountCents: 6_000n, state: 'charging' });
  const [line] = payment.lines;
  if (line === undefined) throw new Error('the payment has no line');
  const beneficiaryId = await aBeneficiary(db, agencyId, 'Dockside Bakery');
  const [share] = fee.shares;
  await db.paymentLine.createMany({
    data: [
      { ...line, n: 2, obligationId: fee.id, beneficiaryId: share?.beneficiaryId ?? '', amountCents: 300n },
      { ...line, n: 3, beneficiaryId, amountCents: 2_000n },
    ],
  });
  const clerk = await aClerk(world, world.a);
  const { split } = given(await world.call('staff', 'paymentStory', { paymentId: payment.id }, clerk));
  expect(split).toMatchObject([
    {
      obligationLabel: 'Restitution',
      amountCents: 8_000,
      leftCents: 15_000,
      beneficiaries: [
        { name: 'Sample County general fund', amountCents: 6_000 },
        { name: 'Dockside Bakery', amountCents: 2_000 },
      ],
    },
    { obligationLabel: fee.label, amountCents: 300, leftCents: 8_000 },
  ]);
});

test('who looked at a payment is written down, each time', async () => {
  const world = await aWorld();
  const { id: paymentId } = await aCapturedPayment(world.database.db, { obligation: world.a.fee });
  const clerk = await aClerk(world, world.a);
  await world.call('staff', 'paymentStory', { paymentId }, clerk);
  await world.call('staff', 'paymentStory', { paymentId }, clerk);
  await world.call('staff', 'paymentStory', { paymentId: 'no such payment' }, clerk);
  const views = await world.database.db.auditEntry.findMany({ where: { action: 'payment.viewed' } });
  const view = { agencyId: world.a.id, actorKind: 'staff', actorId: clerk.staffId, subjectId: paymentId };
  expect(views).toMatchObject([view, view]);
});

test('Stripe’s record of a bank debit is told once it says something: with its money, or with its reversal', async () => {
  const world = await aWorld();
  const { db } = world.database;
  const { account, person, fee, id: agencyId } = world.a;
  const of = {
    accountId: account.id,
    personId: person.id,
    obligation: fee,
    tender: 'bank_debit',
    cardLast4: '6789',
  };
  const { id: paymentId } = await aPayment(db, { ...of, state: 'processing' });
  const record = (id: string, reportingCategory: string, sign: bigint) => ({
    agencyId,
    id,
    type: 'payment',
    reportingCategory,
    amountCents: sign * 8_200n,
    feeCents: sign * 66n,
    netCents: sign * 8_134n,
    currency: 'usd',
    paymentId,
    occurredAt: world.now(),
    availableOn: world.now(),
    recordedAt: world.now(),
  });
  await db.balanceTransaction.create({ data: record('txn_1', 'charge', 1n) });
  const clerk = await aClerk(world, world.a);
  const story = async () => given(await world.call('staff', 'paymentStory', { paymentId }, clerk));
  expect((await story()).stripe.balanceTransactions).toEqual([]);
  expect((await story()).payment).toMatchObject({
    tender: 'bank_debit',
    cardLast4: '6789',
    paidBy: '2026-11-20',
  });
  await db.balanceTransaction.create({ data: record('txn_2', 'charge_failure', -1n) });
  await db.payment.update({ where: { id: paymentId }, data: { state: 'failed' } });
  const { stripe, payment } = await story();
  expect(stripe.balanceTransactions.map(({ id, netCents }) => [id, netCents])).toEqual([
    ['txn_1', 8_134],
    ['txn_2', -8_134],
  ]);
  expect([payment.payoutFrom, payment.paidBy]).toEqual([undefined, undefined]);
});

test('staff read a debt that is named in both languages in English, in the split and in the books', async () => {
  const world = await aWorld();
  const { account, person, fee } = world.a;
  const { db } = world.database;
  const label = storedWords({ en: 'Fee, six months', es: 'Cuota, seis meses' });
  await db.obligation.update({ where: { id: fee.id }, data: { label } });
  const of = { accountId: account.id, personId: person.id, obligation: fee };
  const { id: paymentId } = await aCapturedPayment(db, of);
  const story = given(await world.call('staff', 'paymentStory', { paymentId }, await aClerk(world, world.a)));
  expect(story.split).toMatchObject([{ obligationLabel: 'Fee, six months' }]);
  expect(JSON.stringify(story.entries)).toContain('"ofWhom":"Fee, six months"');
  expect(JSON.stringify(story)).not.toContain('Cuota');
});
