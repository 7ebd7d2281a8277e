import { defineConfig, type TestProjectConfiguration } from 'vitest/config';

const generated = ['**/node_modules/**', '**/dist/**', 'prisma/gen/**', '.cache/**', '.onward/**'];
const endToEnd = 'demo/e2e/**/*.test.ts';

const onPostgresql = '**/*.postgresql.test.ts';

/** Most tests, on SQLite: a process of their own per file, two at a time. */
const unit: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'unit',
    include: ['**/*.test.ts'],
    exclude: [...generated, endToEnd, onPostgresql],
    pool: 'forks',
    maxWorkers: 2,
    sequence: { groupOrder: 0 },
  },
};

/** The invariants again, on a PostgreSQL that is started for the run; and what only it has. */
const postgresql: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'postgresql',
    include: [
      onPostgresql,
      'prisma/{fixtures/fixtures,schema-engine,rows}.test.ts',
      'workflows/ledger/{post-entry,post-entry.property,post-entries,group-commit,seal,verify,verify-tampering}.test.ts',
      'workflows/obligation/{assess,read,act,use-credit,monthly-fee}.test.ts',
      'workflows/payment/{states,receipt}.test.ts',
      'workflows/payment/activities/{payment-activities,overtaken,bank-check,gate}.test.ts',
      'workflows/{settlement/{settlement,unread,debits,returns},notice/notice,sweeper}.test.ts',
      'api/payer/{pay,try-again,match-record,draft}.test.ts',
      'api/auth/{sessions,sign-ups,sign-in-codes,password-resets,office-code-races}.test.ts',
      'api/webhook/dispatcher.test.ts',
      'api/staff/{search-payments,people-page,owed-order,name-words,export-payments,invitations,forgot-password}.test.ts',
      'api/agency/command.test.ts',
      'api/{tenancy,nul}.test.ts',
    ],
    exclude: generated,
    globalSetup: 'prisma/fixtures/postgresql-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    sequence: { groupOrder: 0 },
  },
};

/** The whole product in processes of its own, and a browser before it: after the others, two files at a time, as they mostly wait. */
const e2e: TestProjectConfiguration = {
  extends: true,
  test: {
    name: 'e2e',
    include: [endToEnd],
    exclude: generated,
    globalSetup: 'demo/e2e/widget-setup.ts',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 180_000,
    hookTimeout: 180_000,
    sequence: { groupOrder: 2 },
  },
};

export default defineConfig({
  test: {
    testTimeout: 90_000,
    hookTimeout: 120_000,
    teardownTimeout: 30_000,
    retry: 0,
    restoreMocks: true,
    unstubEnvs: true,
    expect: { requireAssertions: true }, // a test that asserts nothing cannot fail
    projects: [unit, postgresql, e2e],
  },
});
