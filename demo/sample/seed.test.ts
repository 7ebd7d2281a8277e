import { expect, test } from 'vitest';
import { Passwords } from '../../api/auth/passwords.ts';
import { aDatabase } from '../../prisma/fixtures/database.ts';
import { verifyLedger } from '../../workflows/ledger/verify.ts';
import { owedBy, rulesOn } from '../../workflows/obligation/read.ts';
import { readWords } from '../../workflows/own-words.ts';
import { agencies } from '../world/agencies.ts';
import { seedSampleWorld } from './seed.ts';
import { newcomer, payers, policies } from './world.ts';

const NOW = new Date('2026-11-25T18:00:00Z');
const first = { siteOrigin: 'http://127.0.0.1:4001', stripeAccountId: null, now: NOW };

test('a second start adds nothing but the origin the page moved to', async () => {
  const { db, read } = await aDatabase();
  expect(await seedSampleWorld(db, first)).toEqual({ isNew: true, newcomerIsFree: true });
  const before = await counts(read);
  const later = {
    siteOrigin: 'http://127.0.0.1:5001',
    stripeAccountId: null,
    now: new Date('2026-12-24T18:00:00Z'),
  };
  expect(await seedSampleWorld(db, later)).toEqual({ isNew: false, newcomerIsFree: true });
  expect(await counts(read)).toEqual({ ...before, origins: 2 });
});

test('what a start that was cut short left out is made by the next one', async () => {
  const { db, read } = await aDatabase();
  await seedSampleWorld(db, first);
  await db.payerLink.deleteMany();
  await db.payerAccount.deleteMany();
  await seedSampleWorld(db, first);
  expect(await read.payerLink.count()).toBe(payers.length);
});

test('a start tells whether the newcomer’s record is still free', async () => {
  const { db } = await aDatabase();
  await seedSampleWorld(db, first);
  const { id: accountId, agencyId } = await db.payerAccount.findFirstOrThrow();
  const person = await db.person.findFirstOrThrow({ where: { familyName: newcomer.familyName } });
  const link = { id: 'link', agencyId, accountId, personId: person.id, relation: 'self', state: 'active' };
  await db.payerLink.create({ data: { ...link, createdAt: NOW } });
  expect(await seedSampleWorld(db, first)).toMatchObject({ newcomerIsFree: false });
});

test('data begun with the sandbox is not gone on with at Stripe itself, nor the other way round', async () => {
  const { db } = await aDatabase();
  await seedSampleWorld(db, first);
  const other = { ...first, stripeAccountId: 'acct_sample_harbor' };
  await expect(seedSampleWorld(db, other)).rejects.toThrow(/Name another folder in ONWARD_DATA/);
});

test('the sample payer can sign in and owes each kind of thing, some of it due', async () => {
  const { db, read } = await aDatabase();
  await seedSampleWorld(db, first);
  const { email, password } = payers[0];
  const account = await read.payerAccount.findFirstOrThrow({ where: { email }, include: { links: true } });
  expect(await new Passwords().matches(account.passwordHash, password)).toBe(true);
  const [link] = account.links;
  const today = '2026-11-25';
  const owed = await owedBy(read, { agencyId: account.agencyId, personId: link?.personId ?? '', today });
  expect(
    Object.fromEntries(owed.map(({ kind, balanceCents, dueCents }) => [kind, [balanceCents, dueCents]])),
  ).toEqual({
    restitution: [125_000n, 15_000n],
    court_costs: [18_550n, 3_000n],
    supervision_fee: [48_000n, 8_000n],
    drug_test: [2_450n, 2_450n],
  });
  expect(owed.find(({ kind }) => kind === 'restitution')?.shares).toHaveLength(2);
});

test('its rules are whole, and the books it opens verify', async () => {
  const { db, read } = await aDatabase();
  await seedSampleWorld(db, first);
  const { id } = await read.agency.findFirstOrThrow();
  const rules = await rulesOn(read, id, '2026-11-25');
  expect([rules.allocation.version, rules.fee.version, rules.limit.version]).toEqual([1, 1, 1]);
  expect(await verifyLedger(read)).toEqual([]);
});

async function counts(read: Awaited<ReturnType<typeof aDatabase>>['read']) {
  return {
    agencies: await read.agency.count(),
    origins: await read.agencyOrigin.count(),
    policies: await read.policyVersion.count(),
    people: await read.person.count(),
    obligations: await read.obligation.count(),
    entries: await read.journalEntry.count(),
    accounts: await read.payerAccount.count(),
    staff: await read.staffMember.count(),
  };
}

test('all that a payer reads of the sample agencies’ own is in both languages, but for proper names', async () => {
  const { db } = await aDatabase();
  await seedSampleWorld(db, first);
  const labels = (await db.obligation.findMany()).map(({ label }) => readWords(label));
  const debts = agencies.flatMap((each) => each.debts.map(({ label }) => label));
  for (const words of [...labels, ...debts, policies.allocation.name]) expect(words).toHaveProperty('es');
});
