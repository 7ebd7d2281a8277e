import { beforeAll, expect, test } from 'vitest';
import { digestOf } from './canonical.ts';
import { entriesAbout } from './read.ts';
import { behindTheTriggers, codesFound, copyOf, makeBooks, type Books } from './test-books.ts';

let made: Books;
beforeAll(async () => {
  made = await makeBooks();
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
    'a larger fee on a payment',
    [`UPDATE "Payment" SET "feeCents" = 300 WHERE "amountCents" = 100`],
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
  const books = await copyOf(made);
  await behindTheTriggers(books.db, ...statements);
  expect(await codesFound(books.read)).toEqual(expected);
});

test('a forgery that mends every amount, balance and digest still breaks the chain', async () => {
  const books = await copyOf(made);
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
  expect(await codesFound(books.read)).toEqual(['entry_digest', 'seal_hash']);
  const [forged] = await entriesAbout(db, agencyId, last.id);
  if (!forged) throw new Error('no entry');
  await db.$executeRaw`UPDATE "JournalEntry" SET "digest" = ${digestOf(forged)} WHERE "id" = ${forged.id}`;
  expect(await codesFound(books.read)).toEqual(['seal_hash']);
});
