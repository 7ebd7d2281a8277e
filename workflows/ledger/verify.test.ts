import { beforeAll, expect, test } from 'vitest';
import type { Db } from '../../prisma/client.ts';
import { anObligation } from '../../prisma/fixtures/obligation.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { digestOf } from './canonical.ts';
import { aCapturedPayment, anAssessedObligation, capture, times } from './fixtures.ts';
import { postEntry } from './post-entry.ts';
import { captured, waived } from './posting-rules.ts';
import { entriesAbout } from './read.ts';
import { reverseEntry } from './reverse-entry.ts';
import { sealPending } from './seal.ts';
import { inspectLedger, verifyLedger } from './verify.ts';

/** An agency with three payments in sealed books, another with one, and one entry not yet sealed. */
async function makeBooks() {
  const database = await aDatabase();
  const { db } = database;
  const obligation = await anAssessedObligation(db, { assessedCents: 30_000n });
  const { agencyId } = obligation;
  const seal = (agency: string) => sealPending(db, agency, times.recordedAt);
  const payments = [];
  for (const amountCents of [8_000n, 100n, 1n]) {
    await seal(agencyId); // each on its own, so that the chain has the order of events
    payments.push(await aCapturedPayment(db, { obligation, amountCents }));
  }
  const other = await aCapturedPayment(db);
  for (const agency of [agencyId, other.agencyId]) await seal(agency);
  await anAssessedObligation(db, { agencyId });
  const [payment, , last] = payments;
  if (!payment || !last) throw new Error('no payment');
  await database.db.$disconnect(); // leaves everything in the one file
  await database.read.$disconnect();
  return { database, agencyId, obligation, payment, last };
}

let made: Awaited<ReturnType<typeof makeBooks>>;
beforeAll(async () => {
  made = await makeBooks();
});

/** A copy of those books. */
async function theBooks() {
  const { database, ...rows } = made;
  return { ...rows, ...(await aDatabase({ copyOf: database })) };
}

type Books = Awaited<ReturnType<typeof theBooks>>;

/** As somebody with a hand on the file would: past the triggers and the foreign keys. */
async function behindTheTriggers(db: Db, ...statements: string[]): Promise<void> {
  const triggers = await db.$queryRaw<
    { name: string }[]
  >`SELECT "name" FROM "sqlite_master" WHERE "type" = 'trigger'`;
  for (const { name } of triggers) await db.$executeRawUnsafe(`DROP TRIGGER "${name}"`);
  await db.$executeRawUnsafe('PRAGMA foreign_keys = OFF');
  for (const statement of statements) {
    expect(await db.$executeRawUnsafe(statement)).toBeGreaterThan(0); // the tampering must hit something
  }
}

const codes = async ({ read }: Books) =>
  [...new Set((await verifyLedger(read)).map(({ code }) => code))].toSorted();

test('sound books have no finding, and the verifier says how much it read', async () => {
  const { read, agencyId } = await theBooks();
  expect(await inspectLedger(read)).toMatchObject({
    findings: [],
    unsealed: [{ agencyId, entries: 1, oldestRecordedAt: times.recordedAt }],
    counts: { entries: 7, seals: 6, payments: 4 },
  });
});

const itsClearing = `(SELECT "id" FROM "LedgerAccount" WHERE "code" = 'processor_clearing' AND "version" = 3)`;

/** The second of the agency's three payments: the third seal of its chain. */
const oneCapture = `(SELECT "id" FROM "JournalEntry" WHERE "kind" = 'payment_captured' AND "subjectId" = (SELECT "id" FROM "Payment" WHERE "amountCents" = 100))`;

test.each<[string, string[], string[]]>([
  [
    'a cent more on a line',
    [`UPDATE "Posting" SET "amount" = "amount" + 1 WHERE "n" = 1 AND "entryId" = ${oneCapture}`],
    [
      'account_balance',
      'capture_lines',
      'entry_digest',
      'entry_unbalanced',
      'ledger_sum',
      'line_balance',
      'seal_hash',
    ],
  ],
  [
    'a cent moved within an entry, balances mended',
    [
      `UPDATE "Posting" SET "amount" = "amount" + 1, "balanceAfter" = "balanceAfter" + 1 WHERE "n" = 1 AND "entryId" = ${oneCapture}`,
      `UPDATE "Posting" SET "amount" = "amount" - 1, "balanceAfter" = "balanceAfter" - 1 WHERE "n" = 2 AND "entryId" = ${oneCapture}`,
    ],
    ['account_balance', 'capture_lines', 'entry_digest', 'line_balance', 'seal_hash'],
  ],
  [
    'another balance beside a line',
    [`UPDATE "Posting" SET "balanceAfter" = 7 WHERE "n" = 1 AND "entryId" = ${oneCapture}`],
    ['line_balance', 'seal_hash'],
  ],
  [
    'another balance of an account',
    [`UPDATE "LedgerAccount" SET "balance" = "balance" - 1 WHERE "id" = ${itsClearing}`],
    ['account_balance'],
  ],
  [
    'another version of an account',
    [`UPDATE "LedgerAccount" SET "version" = 99 WHERE "id" = ${itsClearing}`],
    ['account_version'],
  ],
  [
    'a payment booked for another day',
    [`UPDATE "JournalEntry" SET "accountingDate" = '2026-12-01' WHERE "id" = ${oneCapture}`],
    ['seal_hash'],
  ],
  [
    'an event moved in time',
    [`UPDATE "JournalEntry" SET "occurredAt" = '2026-11-01T00:00:00.000+00:00' WHERE "id" = ${oneCapture}`],
    ['entry_digest', 'seal_hash'],
  ],
  [
    'a key renamed',
    [`UPDATE "JournalEntry" SET "key" = 'x' WHERE "id" = ${oneCapture}`],
    ['entry_digest', 'seal_hash'],
  ],
  [
    'a digest made to fit',
    [`UPDATE "JournalEntry" SET "digest" = '${'0'.repeat(64)}' WHERE "id" = ${oneCapture}`],
    ['entry_digest', 'seal_hash'],
  ],
  [
    'a line deleted',
    [`DELETE FROM "Posting" WHERE "n" = 2 AND "entryId" = ${oneCapture}`],
    [
      'account_balance',
      'account_version',
      'capture_lines',
      'entry_digest',
      'entry_lines',
      'entry_unbalanced',
      'ledger_sum',
      'seal_hash',
    ],
  ],
  [
    'an entry deleted with its lines and its seal, and the accounts left',
    [
      `DELETE FROM "Posting" WHERE "entryId" = ${oneCapture}`,
      `DELETE FROM "LedgerSeal" WHERE "entryId" = ${oneCapture}`,
      `DELETE FROM "JournalEntry" WHERE "id" = ${oneCapture}`,
    ],
    ['account_balance', 'account_version', 'capture_missing', 'seal_gap'],
  ],
  ['an entry deleted under its lines', [`DELETE FROM "JournalEntry" WHERE "id" = ${oneCapture}`], ['orphan']],
  [
    'an account deleted under its lines',
    [`DELETE FROM "LedgerAccount" WHERE "id" = ${itsClearing}`],
    ['ledger_sum', 'orphan'],
  ],
  [
    'a seal deleted',
    [
      `DELETE FROM "LedgerSeal" WHERE "sequence" = 2 AND "agencyId" = (SELECT "agencyId" FROM "LedgerSeal" WHERE "sequence" = 4)`,
    ],
    ['seal_gap'],
  ],
  [
    'a seal forged',
    [`UPDATE "LedgerSeal" SET "hash" = '${'f'.repeat(64)}' WHERE "sequence" = 4`],
    ['seal_hash'],
  ],
  [
    'two seals changed places',
    [
      `UPDATE "LedgerSeal" SET "sequence" = 99 WHERE "sequence" = 4`,
      `UPDATE "LedgerSeal" SET "sequence" = 4 WHERE "sequence" = 3`,
      `UPDATE "LedgerSeal" SET "sequence" = 3 WHERE "sequence" = 99`,
    ],
    ['seal_hash'],
  ],
  [
    'an agency removed',
    [`DELETE FROM "Agency" WHERE "id" = (SELECT "agencyId" FROM "LedgerSeal" WHERE "sequence" = 4)`],
    ['orphan'],
  ],
  [
    'an account given to another agency',
    [`UPDATE "LedgerAccount" SET "agencyId" = 'other' WHERE "id" = ${itsClearing}`],
    ['ledger_sum', 'orphan'],
  ],
  [
    'a payment made to have failed',
    [
      `UPDATE "Payment" SET "state" = 'failed', "receiptNumber" = NULL WHERE "receiptNumber" = 1 AND "amountCents" = 8000 AND "agencyId" = (SELECT "agencyId" FROM "LedgerSeal" WHERE "sequence" = 4)`,
    ],
    ['capture_unpaid', 'receipt_gap'],
  ],
  [
    'another fee on a payment',
    [`UPDATE "Payment" SET "feeCents" = 0 WHERE "amountCents" = 100`],
    ['capture_lines'],
  ],
  [
    'another amount on a frozen line',
    [`UPDATE "PaymentLine" SET "amountCents" = 99 WHERE "amountCents" = 100`],
    ['capture_lines'],
  ],
  [
    'more on the frozen lines than was paid',
    [`UPDATE "PaymentLine" SET "amountCents" = 101 WHERE "amountCents" = 100`],
    ['capture_lines'],
  ],
  [
    'a receipt number skipped',
    [`UPDATE "Payment" SET "receiptNumber" = 9 WHERE "receiptNumber" = 3`],
    ['receipt_gap'],
  ],
  [
    'a receipt counter set back',
    [`UPDATE "ReceiptCounter" SET "last" = 2 WHERE "last" = 3`],
    ['receipt_gap'],
  ],
])('%s is found', async (_, statements, expected) => {
  const books = await theBooks();
  await behindTheTriggers(books.db, ...statements);
  expect(await codes(books)).toEqual(expected);
});

test('a forgery that mends every amount, balance and digest still breaks the chain', async () => {
  const books = await theBooks();
  const { db, agencyId, last } = books;
  const entries = `(SELECT "id" FROM "JournalEntry" WHERE "subjectId" = '${last.id}')`;
  const touched = `(SELECT "accountId" FROM "Posting" WHERE "entryId" = ${entries})`;
  const fees = `(SELECT "id" FROM "LedgerAccount" WHERE "code" = 'service_fee_income')`;
  await behindTheTriggers(
    db,
    `UPDATE "Payment" SET "amountCents" = 2 WHERE "id" = '${last.id}'`,
    `UPDATE "PaymentLine" SET "amountCents" = 2 WHERE "paymentId" = '${last.id}'`,
    `UPDATE "Posting" SET "amount" = "amount" + sign("amount"), "balanceAfter" = "balanceAfter" + sign("amount")
      WHERE "entryId" = ${entries} AND "accountId" NOT IN ${fees}`,
    `UPDATE "LedgerAccount" SET "balance" = (SELECT SUM("amount") FROM "Posting" WHERE "accountId" = "LedgerAccount"."id")
      WHERE "id" IN ${touched}`,
  );
  expect(await codes(books)).toEqual(['entry_digest', 'seal_hash']);
  const [forged] = await entriesAbout(db, agencyId, last.id);
  if (!forged) throw new Error('no entry');
  await db.$executeRaw`UPDATE "JournalEntry" SET "digest" = ${digestOf(forged)} WHERE "id" = ${forged.id}`;
  expect(await codes(books)).toEqual(['seal_hash']);
});

test('a finding names the row and what differs', async () => {
  const { db, read, payment, agencyId } = await theBooks();
  await behindTheTriggers(db, `UPDATE "Payment" SET "feeCents" = 100 WHERE "id" = '${payment.id}'`);
  const findings = await verifyLedger(read);
  expect(findings).toContainEqual({
    code: 'capture_lines',
    agencyId,
    subject: payment.id,
    detail: 'service_fee_income has -200, expected -100',
  });
});

test('a succeeded payment without books, and one with two captures, are found', async () => {
  const books = await theBooks();
  const { db, obligation, payment } = books;
  await aPayment(db, { obligation, amountCents: 5n, state: 'succeeded' });
  expect(await codes(books)).toEqual(['capture_missing']);
  const lines = payment.lines.map((line) => ({ ...line, amountCents: 1n }));
  const postings = captured({
    paymentId: payment.id,
    personId: payment.personId,
    lines,
    unappliedCents: 0n,
    feeCents: 0n,
  });
  const { id: subjectId, agencyId } = payment;
  const again = { agencyId, key: 'again', kind: 'payment_captured', subjectId, ...times, postings } as const;
  await db.$transaction((tx) => postEntry(tx, again));
  expect((await verifyLedger(books.read)).map(({ code }) => code)).toEqual([
    'capture_missing',
    'capture_missing',
  ]);
});

test('what no longer fitted at success may be credit of the person; it may not be anything else', async () => {
  const { db, read, payment: sample, obligation } = await theBooks();
  const book = async (toCredit: bigint, taken: bigint) => {
    const payment = await aPayment(db, {
      obligation,
      amountCents: 500n,
      state: 'succeeded',
      personId: sample.personId,
    });
    const lines = payment.lines.map((line) => ({ ...line, amountCents: line.amountCents - taken }));
    const { id, agencyId, personId, feeCents } = payment;
    const postings = captured({ paymentId: id, personId, lines, unappliedCents: toCredit, feeCents });
    const entry = { agencyId, key: id, kind: 'payment_captured', subjectId: id, ...times, postings } as const;
    await db.$transaction((tx) => postEntry(tx, entry));
    return id;
  };
  await book(120n, 120n);
  expect(await verifyLedger(read)).toEqual([]);
  const short = await book(120n, 121n);
  const findings = await verifyLedger(read);
  expect(new Set(findings.map(({ code, subject }) => `${code} ${subject}`))).toEqual(
    new Set([`capture_lines ${short}`]),
  );
});

test('more taken off an obligation than was owed is found', async () => {
  const { db, read } = await aDatabase();
  const obligation = await anObligation(db); // never assessed
  const payment = await aPayment(db, { obligation, state: 'succeeded' });
  await db.$transaction((tx) => capture(tx, payment));
  expect(await verifyLedger(read)).toMatchObject([
    { code: 'receivable_negative', subject: `receivable:${obligation.id}` },
  ]);
});

test('a reversal that does not mirror what it names, and a second one of the same entry, are found', async () => {
  const books = await theBooks();
  const { db, read, agencyId, obligation } = books;
  const [assessment] = await entriesAbout(db, agencyId, obligation.id);
  const entryId = assessment?.id ?? '';
  const [waiver, back] = await db.$transaction(async (tx) => [
    await postEntry(tx, {
      agencyId,
      key: 'w',
      kind: 'obligation_waived',
      subjectId: obligation.id,
      ...times,
      postings: waived({ ...obligation, obligationId: obligation.id, amountCents: 100n }),
    }),
    await reverseEntry(tx, { agencyId, entryId, key: 'back', ...times }),
  ]);
  await behindTheTriggers(
    db,
    `UPDATE "JournalEntry" SET "reversesId" = '${entryId}' WHERE "id" = '${waiver.id}'`,
  );
  const details = (await verifyLedger(read))
    .filter(({ code }) => code === 'reversal')
    .map(({ subject, detail }) => `${subject}: ${detail}`);
  expect(details).toContain(`w: it does not mirror ${assessment?.key}`);
  expect(details).toContainEqual(expect.stringMatching(/was taken back by .* too$/));
  expect(details).toHaveLength(2);
  await db.$executeRaw`UPDATE "JournalEntry" SET "reversesId" = 'nowhere' WHERE "id" = ${back.id}`;
  expect(await verifyLedger(read)).toContainEqual(
    expect.objectContaining({
      code: 'reversal',
      subject: 'back',
      detail: 'the agency has no entry nowhere to take back',
    }),
  );
});

test('the books of an empty database have no finding, and nothing was read', async () => {
  const { read } = await aDatabase();
  const { findings, counts } = await inspectLedger(read);
  expect([findings, counts.entries]).toEqual([[], 0]);
});
