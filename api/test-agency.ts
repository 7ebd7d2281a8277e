import { onTestFinished } from 'vitest';
import type { Db } from '../prisma/client.ts';
import type { PayerAccount, Person } from '../prisma/gen/sqlite/client.ts';
import { anAgency, MADE_AT } from '../prisma/fixtures/agency.ts';
import { aDatabase, type DatabaseOptions, type TestDatabase } from '../prisma/fixtures/database.ts';
import { aPayerAccount } from '../prisma/fixtures/payer-account.ts';
import { aPerson } from '../prisma/fixtures/person.ts';
import type { WholeObligation } from '../prisma/fixtures/obligation.ts';
import { anAssessedObligation } from '../workflows/ledger/fixtures.ts';
import { Passwords } from './auth/passwords.ts';

export const PASSWORD = 'a long enough sentence';
export const passwordHash = new Passwords().hash(PASSWORD);

/** An agency with a page, a person who owes, and that person's account. */
export interface TestAgency {
  id: string;
  key: string;
  origin: string;
  person: Person;
  account: PayerAccount;
  /** Restitution $150.00 of which $50.00 is due, and a supervision fee of $80.00, all due. */
  restitution: WholeObligation;
  fee: WholeObligation;
  /** Another person's court costs. */
  court: WholeObligation;
}

interface Template {
  database: TestDatabase;
  a: TestAgency;
  b: TestAgency;
}
let template: Promise<Template> | undefined;

/** The two agencies are written once a file of tests; each world has a copy of its own. */
export async function aCopyOfTwoAgencies(options: DatabaseOptions = {}): Promise<{
  database: TestDatabase;
  a: TestAgency;
  b: TestAgency;
}> {
  template ??= aTemplate();
  const { database: copyOf, a, b } = await template;
  const database = await aDatabase({ ...options, copyOf });
  onTestFinished(() => database.close());
  return { database, a, b };
}

async function aTemplate(): Promise<Template> {
  const database = await aDatabase();
  const { db, read } = database;
  const [a, b] = [await aTestAgency(db, 'a'), await aTestAgency(db, 'b')];
  await read.$disconnect();
  await db.$disconnect(); // the last of them, and a writer: leaves everything in the one file, where it can be copied
  return { database, a, b };
}

async function aTestAgency(db: Db, letter: string): Promise<TestAgency> {
  const origin = `https://${letter}.example`;
  const agency = await anAgency(db, { id: `agency-${letter}`, origin, stripeAccountId: `acct_${letter}` });
  const { id: agencyId } = agency;
  await rules(db, agencyId);
  const person = await aPerson(db, { agencyId, agencyPersonId: '48213A', birthDate: '1990-01-31' });
  const of = { agencyId, personIds: [person.id] };
  const restitution = await anAssessedObligation(db, {
    ...of,
    kind: 'restitution',
    label: 'Restitution',
    assessedOn: '2026-10-01',
    assessedCents: 15_000n,
    dueToDateCents: 5_000n,
  });
  const fee = await anAssessedObligation(db, { ...of, assessedCents: 8_000n, dueToDateCents: 8_000n });
  const court = await anAssessedObligation(db, { agencyId, kind: 'court_costs', label: 'Court costs' });
  const account = await aPayerAccount(db, {
    agencyId,
    email: 'pat@payer.example',
    givenName: 'Pat',
    familyName: 'Sample',
    passwordHash: await passwordHash,
    personId: person.id,
  });
  return { id: agencyId, key: agency.publishableKey, origin, person, account, restitution, fee, court };
}

async function rules(db: Db, agencyId: string): Promise<void> {
  const policy = {
    allocation: {
      family: 'strict_tiers',
      name: 'Restitution first',
      dueFirst: true,
      tiers: [['restitution']],
    },
    fee: {
      family: 'tiers',
      name: 'Card fee 2026',
      tiers: [
        { upToCents: 5_000, feeCents: 150 },
        { upToCents: 50_000, feeCents: 325 },
      ],
    },
    limit: { name: 'Limits', leastCents: 500, mostCents: 50_000 },
  };
  for (const [kind, rule] of Object.entries(policy)) {
    await db.policyVersion.create({
      data: {
        id: `${agencyId}-${kind}-1`,
        agencyId,
        kind,
        version: 1,
        effectiveFrom: '2026-01-01',
        rule,
        createdAt: MADE_AT,
      },
    });
  }
}
