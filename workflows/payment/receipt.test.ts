import { beforeAll, expect, test } from 'vitest';
import { aDatabase, type TestDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment, type WholePayment } from '../../prisma/fixtures/payment.ts';
import type { WholeObligation } from '../../prisma/fixtures/obligation.ts';
import { aCapturedPayment, anAssessedObligation, times } from '../ledger/fixtures.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { captured, waived, type PaidLine } from '../ledger/posting-rules.ts';
import { entriesAbout } from '../ledger/read.ts';
import { reverseEntry } from '../ledger/reverse-entry.ts';
import { receiptOf } from './receipt.ts';

const ORIGIN = 'https://onward.example';
let database: TestDatabase;
beforeAll(async () => {
  database = await aDatabase();
});

/** A fee of $80.00 and court costs of $30.00, owed by one person. */
async function twoDebts(): Promise<{ fee: WholeObligation; costs: WholeObligation }> {
  const fee = await anAssessedObligation(database.db, { assessedCents: 8_000n });
  const { agencyId, obligors } = fee;
  const costs = await anAssessedObligation(database.db, {
    agencyId,
    kind: 'court_costs',
    label: 'Court costs',
    assessedCents: 3_000n,
    personIds: obligors.map(({ personId }) => personId),
  });
  return { fee, costs };
}

/** Half an hour after everything else, $5.00 of a debt are waived. */
async function waiveLater({ id, agencyId, fundId }: WholeObligation): Promise<void> {
  const recordedAt = new Date(times.recordedAt.getTime() + 30 * 60_000);
  const postings = waived({ obligationId: id, fundId, amountCents: 500n });
  const entry = { agencyId, key: `waive/${id}`, kind: 'obligation_waived', subjectId: id, ...times } as const;
  await database.db.$transaction((tx) => postEntry(tx, { ...entry, recordedAt, postings }));
}

test('what is still owed is what was owed right after the payment, whenever the receipt is read', async () => {
  const { fee, costs } = await twoDebts();
  const { id, receiptToken } = await aCapturedPayment(database.db, { obligation: fee, amountCents: 6_000n });
  const said = await receiptOf(database.read, { id }, ORIGIN);
  expect(said).toMatchObject({
    receiptNumber: 1,
    lines: [{ kind: 'supervision_fee', label: fee.label, amountCents: 6_000n }],
    amountCents: 6_000n,
    feeCents: 200n,
    stillOwedCents: 5_000n,
    card: { brand: 'visa', last4: '4242' },
    url: `${ORIGIN}/r/${receiptToken}`,
  });
  await aCapturedPayment(database.db, { obligation: fee, amountCents: 1_000n }); // in the same instant
  await waiveLater(fee); // a debt that the payment touched, and one that it did not
  await waiveLater(costs);
  expect(await receiptOf(database.read, { id }, ORIGIN)).toEqual(said);
  expect(await receiptOf(database.read, { receiptToken: receiptToken ?? '' }, ORIGIN)).toEqual(said);
});

/** Post a payment's capture as the books do, with these lines and this much credit. */
async function book(
  payment: WholePayment,
  lines: readonly PaidLine[],
  unappliedCents: bigint,
): Promise<void> {
  const { id, agencyId, personId, feeCents } = payment;
  const postings = captured({ paymentId: id, personId, lines, unappliedCents, feeCents });
  const entry = { agencyId, key: `payment/${id}:capture`, kind: 'payment_captured', subjectId: id } as const;
  await database.db.$transaction((tx) => postEntry(tx, { ...entry, ...times, postings }));
}

test('what the books could not apply is credit on the receipt, and its sums are the ledger’s', async () => {
  const { fee } = await twoDebts();
  const payment = await aPayment(database.db, { obligation: fee, amountCents: 6_000n, state: 'succeeded' });
  const [line] = payment.lines;
  if (line === undefined) throw new Error('the payment has no line');
  await book(payment, [{ ...line, amountCents: 4_500n }], 1_500n); // $15.00 had been waived meanwhile
  expect(await receiptOf(database.read, { id: payment.id }, ORIGIN)).toMatchObject({
    lines: [{ kind: 'supervision_fee', label: fee.label, amountCents: 4_500n }],
    creditCents: 1_500n,
    amountCents: 6_000n,
    feeCents: 200n,
  });
});

test('a payment whose entry was taken back says when', async () => {
  const { fee } = await twoDebts();
  const { id, agencyId } = await aCapturedPayment(database.db, { obligation: fee, amountCents: 6_000n });
  expect(await receiptOf(database.read, { id }, ORIGIN)).toMatchObject({
    takenBackAt: null,
    issuedAt: times.recordedAt,
  });
  const recordedAt = new Date(times.recordedAt.getTime() + 86_400_000);
  const [entry] = await entriesAbout(database.db, agencyId, id);
  const reversal = { agencyId, key: `payment/${id}:capture:taken-back`, entryId: entry?.id ?? '' };
  await database.db.$transaction((tx) => reverseEntry(tx, { ...times, ...reversal, recordedAt }));
  expect(await receiptOf(database.read, { id }, ORIGIN)).toMatchObject({ takenBackAt: recordedAt });
});

test('an obligation with two beneficiaries is one line', async () => {
  const { fee } = await twoDebts();
  const payment = await aPayment(database.db, { obligation: fee, amountCents: 6_000n, state: 'succeeded' });
  const [line] = payment.lines;
  if (line === undefined) throw new Error('the payment has no line');
  const parts = [
    { ...line, amountCents: 5_000n },
    { ...line, n: 2, amountCents: 1_000n },
  ];
  await database.db.paymentLine.create({ data: { ...line, n: 2, amountCents: 1_000n } });
  await book(payment, parts, 0n);
  const receipt = await receiptOf(database.read, { id: payment.id }, ORIGIN);
  expect(receipt?.lines).toEqual([{ kind: 'supervision_fee', label: fee.label, amountCents: 6_000n }]);
});

test('what is not paid has no receipt', async () => {
  const { fee } = await twoDebts();
  const { id } = await aPayment(database.db, {
    obligation: fee,
    state: 'processing',
    receiptToken: 'not-yet',
  });
  expect(await receiptOf(database.read, { id }, ORIGIN)).toBeNull();
  expect(await receiptOf(database.read, { receiptToken: 'not-yet' }, ORIGIN)).toBeNull();
  expect(await receiptOf(database.read, { id: 'no such payment' }, ORIGIN)).toBeNull();
});
