import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { receiptPdf } from '../../api/receipt/pdf/receipt-pdf.ts';
import { readPdf } from '../../api/receipt/pdf/test-reader.ts';
import { openReadOnly, type Db } from '../../prisma/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import { accounts } from '../../workflows/ledger/accounts.ts';
import { balancesOf } from '../../workflows/ledger/read.ts';
import { inspectLedger } from '../../workflows/ledger/verify.ts';
import { sum } from '../../workflows/money/money.ts';
import { receiptOf } from '../../workflows/payment/receipt.ts';
import { storedExplanation } from '../../workflows/policy/explanation-schema.ts';
import { onAccount } from '../../workflows/stripe/client.ts';
import { divisionWords } from '../../workflows/words/division.ts';
import { receiptSheet } from '../../workflows/words/receipt.ts';
import { startSandbox } from '../stripe/server.ts';
import { clientOf } from '../stripe/test-client.ts';
import { agencies } from './agencies.ts';
import { buildWorld, type BuiltWorld } from './build-world.ts';
import { agencyId } from './ids.ts';
import { FULL_SIZE, planWorld } from './plan.ts';

/** One hundredth of the world, as of a fixed day. */
const size = {
  people: FULL_SIZE.people / 100,
  payments: FULL_SIZE.payments / 100,
  seed: FULL_SIZE.seed,
  today: new Date('2026-11-26T00:00:00Z'),
};

const folder = mkdtempSync(join(tmpdir(), 'onward-world-'));
const out = join(folder, 'world');
let built: BuiltWorld;
let read: Db;
beforeAll(async () => {
  built = await buildWorld({ out, size });
  read = openReadOnly({ url: `file:${join(out, 'onward.db')}` });
}, 300_000);
afterAll(async () => {
  await read.$disconnect();
  rmSync(folder, { recursive: true, force: true });
});

test('it is as large as it says, and its books, seals, receipts and settlement are in order', async () => {
  const { findings, unsealed, unsettled, counts } = await inspectLedger(read);
  expect([findings, unsealed, unsettled]).toEqual([[], [], []]);
  expect(await read.person.count()).toBe(size.people);
  expect(await read.payment.count()).toBe(built.payments);
  expect(counts.payments).toBeGreaterThan(size.payments * 0.8);
  expect(await read.staffTask.count()).toBe(0);
  // The triggers and all else that a start asserts are there.
  expect(await migrate({ url: `file:${join(out, 'onward.db')}` })).toMatchObject({ applied: [] });
});

test('payments have ended in every way that the product knows, and none is left open', async () => {
  const states = await read.payment.groupBy({ by: ['state'], _count: true });
  const ended = new Set(states.map(({ state }) => state));
  expect(
    [...ended].filter((state) => !['succeeded', 'canceled', 'expired', 'failed', 'denied'].includes(state)),
  ).toEqual([]);
  const courses = planWorld(size).acts.flatMap((act) => (act.kind === 'pay' ? [act.payment.course] : []));
  const expected = { expired: 'expired', canceled: 'canceled', failed: 'failed' } as const;
  for (const [course, state] of Object.entries(expected))
    // One alone may have found nothing left to pay.
    if (courses.filter((one) => one === course).length > 1) expect(ended).toContain(state);
  expect(await read.paymentAttempt.count({ where: { state: 'declined' } })).toBeGreaterThan(0);
  expect(
    await read.payment.count({ where: { attempts: { some: { n: 2, state: 'succeeded' } } } }),
  ).toBeGreaterThan(0);
  expect(await read.outbox.count({ where: { doneAt: null } })).toBe(0);
  expect(await read.reservation.count({ where: { releasedAt: null } })).toBe(0);
});

test('staff have done to debts what they can, each with its audit entry', async () => {
  const acts = await read.obligationAct.findMany();
  expect(acts.length).toBeGreaterThan(0);
  const audited = await read.auditEntry.count({ where: { action: { startsWith: 'obligation.' } } });
  expect(audited).toBe(acts.length);
});

test('each payment’s lines sum to it, and its division says the same in both languages', async () => {
  const payments = await read.payment.findMany({ where: { state: 'succeeded' }, include: { lines: true } });
  expect(payments.length).toBeGreaterThan(0);
  for (const { amountCents, lines, division } of payments) {
    expect(sum(lines.map((line) => line.amountCents))).toBe(amountCents);
    const explanation = storedExplanation(division);
    expect(explanation.amountCents).toBe(amountCents);
    for (const language of ['en', 'es'])
      expect(divisionWords(language, explanation).sentences.length).toBeGreaterThan(1);
  }
});

test('what is owed is what was assessed and adjusted, less what was waived and paid, for every obligation', async () => {
  const obligations = await read.obligation.findMany({
    include: { acts: true, lines: { where: { payment: { state: 'succeeded' } } } },
  });
  expect(obligations).toHaveLength(built.obligations);
  for (const { id, agencyId: owner, assessedCents, acts, lines } of obligations) {
    const code = accounts.receivable(id);
    const owed = (await balancesOf(read, owner, [code])).get(code);
    const changed = (kind: string) =>
      sum(acts.filter((act) => act.kind === kind).map(({ amountCents }) => amountCents ?? 0n));
    const charged = assessedCents + changed('adjusted') - changed('waived');
    expect(owed).toBe(charged - sum(lines.map(({ amountCents }) => amountCents)));
  }
});

test.each(agencies.map(({ key }) => key))(
  'the receipts of %s are numbered from one, without a gap, in the order of their payments',
  async (key) => {
    const rows = await read.payment.findMany({
      where: { agencyId: agencyId(key), receiptNumber: { not: null } },
      orderBy: { succeededAt: 'asc' },
    });
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.map(({ receiptNumber }) => receiptNumber)).toEqual(rows.map((_, i) => i + 1));
  },
);

test('the money ties out: each agency’s own account at the sandbox has charged and kept what its books say', async () => {
  const sandbox = await startSandbox({ port: 0, dataFile: join(out, 'stripe/stripe.sqlite') });
  try {
    const stripe = clientOf(sandbox);
    for (const { key, stripeAccountId } of agencies) {
      const moved = [];
      const list = stripe.balanceTransactions.list({ limit: 100 }, onAccount(stripeAccountId));
      for await (const one of list) moved.push(one);
      const { processorClearing, processorFees } = accounts;
      const balances = await balancesOf(read, agencyId(key), [processorClearing, processorFees]);
      expect(moved.length).toBe(
        await read.payment.count({ where: { agencyId: agencyId(key), state: 'succeeded' } }),
      );
      expect(balances.get(processorFees)).toBe(sum(moved.map(({ fee }) => BigInt(fee))));
      expect(balances.get(processorClearing)).toBe(sum(moved.map(({ net }) => BigInt(net))));
    }
  } finally {
    await sandbox.close();
  }
});

test('nothing of one agency’s hangs on another’s', async () => {
  const payments = await read.payment.findMany({
    include: { account: true, person: true, lines: { include: { obligation: true, beneficiary: true } } },
  });
  for (const { agencyId: owner, account, person, lines } of payments) {
    const owners = [
      account,
      person,
      ...lines.flatMap(({ obligation, beneficiary }) => [obligation, beneficiary]),
    ];
    expect(new Set(owners.map((one) => one.agencyId))).toEqual(new Set([owner]));
  }
  const entries = await read.journalEntry.findMany({ include: { postings: { include: { account: true } } } });
  for (const { agencyId: owner, postings } of entries)
    expect(postings.every(({ account }) => account.agencyId === owner)).toBe(true);
});

test('names are written in several scripts, and addresses are of nobody', async () => {
  const people = planWorld({ ...size, people: 400 }).people.map(({ givenName }) => givenName);
  const scripts = [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Arabic}/u, /\p{Script=Han}/u];
  for (const script of scripts) expect(people.some((name) => script.test(name))).toBe(true);
  const emails = (await read.payerAccount.findMany()).map(({ email }) => email);
  expect(emails.every((email) => email.endsWith('@example.com'))).toBe(true);
});

test('the same seed is the same history, another one another', () => {
  const amounts = (seed: number) =>
    planWorld({ ...size, seed }).acts.map((act) => [act.kind, act.at.getTime(), act.person.key]);
  expect(amounts(1)).toEqual(amounts(1));
  expect(amounts(1)).not.toEqual(amounts(2));
});

test('a folder that is in use, or holds something else, is refused with a sentence, and left as it is', async () => {
  await expect(buildWorld({ out, size })).rejects.toThrow(
    /sample world at .* already: --replace makes it anew/,
  );
  const other = mkdtempSync(join(folder, 'other-'));
  writeFileSync(join(other, 'letter.txt'), 'mine');
  await expect(buildWorld({ out: other, size, replace: true })).rejects.toThrow(
    /not empty and no sample world/,
  );
  expect(readdirSync(other)).toEqual(['letter.txt']);
});

test('a build that is ended early leaves nothing behind', async () => {
  const stop = new AbortController();
  const late = join(folder, 'late');
  const building = buildWorld({ out: late, size, signal: stop.signal, tell: () => stop.abort() });
  await expect(building).rejects.toThrow(/abort/i);
  expect(existsSync(late)).toBe(false);
  expect(readdirSync(folder).filter((name) => name.includes('late'))).toEqual([]);
});

test('every receipt adds up, line by line, to what was charged, and each can be printed', async () => {
  const paid = { receiptNumber: { not: null } };
  const payments = await read.payment.findMany({ where: paid, orderBy: { id: 'asc' } });
  expect(payments.length).toBeGreaterThan(100);
  const languages = new Set<string>();
  for (const [n, { id, amountCents, feeCents }] of payments.entries()) {
    const receipt = await receiptOf(read, { id }, 'https://onward.example');
    if (receipt === null) throw new Error(`${id} has a number and no receipt`);
    const { lines, creditCents, language, issuedAt } = receipt;
    expect(sum(lines.map((line) => line.amountCents)) + creditCents).toBe(amountCents);
    expect([receipt.amountCents, receipt.feeCents]).toEqual([amountCents, feeCents]);
    const sheet = receiptSheet(language, receipt, null);
    languages.add(sheet.language);
    expect(sheet.division?.sentences.length).toBeGreaterThan(0);
    if (n % 20 > 0) continue; // one in twenty is enough of the slow part
    const file = await receiptPdf(sheet, issuedAt);
    const { pages, text } = await readPdf(file);
    expect(pages).toBeLessThan(4);
    for (const { amount } of sheet.sums) expect(text).toContain(amount);
  }
  expect([...languages].toSorted()).toEqual(['en', 'es']);
});
