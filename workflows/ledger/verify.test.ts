import { beforeAll, expect, test } from 'vitest';
import { anAgency } from '../../prisma/fixtures/agency.ts';
import { anObligation } from '../../prisma/fixtures/obligation.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { aPayment } from '../../prisma/fixtures/payment.ts';
import { anAssessedObligation, capture, times } from './fixtures.ts';
import { postEntries } from './post-entries.ts';
import { postEntry } from './post-entry.ts';
import { captured, waived } from './posting-rules.ts';
import { entriesAbout } from './read.ts';
import { reverseEntry } from './reverse-entry.ts';
import { sealPending } from './seal.ts';
import { behindTheTriggers, codesFound, copyOf, makeBooks, type Books } from './test-books.ts';
import { entryWith } from './test-entries.ts';
import { inspectLedger, verifyLedger } from './verify.ts';

let made: Books;
beforeAll(async () => {
  made = await makeBooks();
});

test('sound books have no finding, and the verifier says how much it read', async () => {
  const { read, agencyId } = await copyOf(made);
  expect(await inspectLedger(read)).toMatchObject({
    findings: [],
    unsealed: [{ agencyId, entries: 1, oldestRecordedAt: times.recordedAt }],
    counts: { entries: 7, seals: 6, payments: 4 },
  });
});

test('a finding names the row and what differs', async () => {
  const { db, read, payment, agencyId } = await copyOf(made);
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
  const books = await copyOf(made);
  const { db, obligation, payment } = books;
  await aPayment(db, { obligation, amountCents: 5n, state: 'succeeded' });
  expect(await codesFound(books.read)).toEqual(['capture_missing']);
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
  const { db, read, payment: sample, obligation } = await copyOf(made);
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

test('money taken for a line without taking it off what is owed is found', async () => {
  const { db, read, payment: sample, obligation } = await copyOf(made);
  const { personId } = sample;
  const payment = await aPayment(db, { obligation, amountCents: 500n, state: 'succeeded', personId });
  const { id, agencyId, feeCents } = payment;
  const lines = payment.lines.map((line) => ({ ...line, amountCents: 380n }));
  const postings = captured({ paymentId: id, personId, lines, unappliedCents: 120n, feeCents });
  const withoutMemo = postings.filter(({ account }) => !/^(receivable|assessed):/.test(account));
  const entry = { agencyId, key: id, kind: 'payment_captured', subjectId: id, ...times } as const;
  await db.$transaction((tx) => postEntry(tx, { ...entry, postings: withoutMemo }));
  expect(await verifyLedger(read)).toMatchObject([{ code: 'capture_lines', subject: id }]);
});

test('more taken off an obligation than was owed is found', async () => {
  const { db, read } = await aDatabase();
  const obligation = await anObligation(db); // never assessed
  const payment = await aPayment(db, { obligation, state: 'succeeded' });
  await db.$transaction((tx) => capture(tx, payment));
  expect(await verifyLedger(read)).toMatchObject([
    { code: 'receivable_negative', subject: `receivable:${obligation.id}` },
    { code: 'obligation_rows', subject: `obligation/${obligation.id}:assessed` },
  ]);
});

test('a debt whose row says another amount than was assessed, or that is gone under its entry, is found', async () => {
  const { db, read } = await aDatabase();
  const { id, agencyId } = await anAssessedObligation(db);
  expect(await verifyLedger(read)).toEqual([]);
  await db.obligation.update({ where: { id }, data: { assessedCents: 8_001n } });
  const subject = `obligation/${id}:assessed`;
  const detail = 'the books have 8000, the rows 8001';
  expect(await verifyLedger(read)).toMatchObject([{ code: 'obligation_rows', agencyId, subject, detail }]);
  await db.obligationObligor.deleteMany();
  await db.obligationShare.deleteMany();
  await db.obligation.delete({ where: { id } });
  expect(await verifyLedger(read)).toContainEqual(
    expect.objectContaining({ code: 'obligation_rows', subject }),
  );
});

test('a reversal that does not mirror what it names, and a second one of the same entry, are found', async () => {
  const books = await copyOf(made);
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
  await db.$executeRawUnsafe('DROP INDEX "JournalEntry_reversesId_key"');
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

test('books of more entries than a page are read to their end', async () => {
  const { db, read } = await aDatabase();
  const { id: agencyId } = await anAgency(db);
  const entries = Array.from({ length: 1_100 }, (_, n) =>
    entryWith(agencyId, `k/${n}`, [
      { account: `assessed:${n}`, unit: 'USD', amount: -1n },
      { account: `receivable:${n}`, unit: 'USD', amount: 1n },
    ]),
  );
  for (let at = 0; at < entries.length; at += 275)
    await db.$transaction((tx) => postEntries(tx, entries.slice(at, at + 275)));
  await sealPending(db, agencyId, times.recordedAt);
  const { findings, unsealed, counts } = await inspectLedger(read);
  expect({ findings, unsealed }).toEqual({ findings: [], unsealed: [] });
  expect(counts).toMatchObject({ entries: 1_100, seals: 1_100, postings: 2_200, accounts: 2_200 });
});
