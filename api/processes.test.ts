import { expect, test } from 'vitest';
import { entries, run } from './test-processes.ts';

test.each(Object.entries(entries))(
  'on SQLite the %s alone is refused, with the way out',
  async (_, entry) => {
    const env = { STRIPE_SANDBOX_URL: 'http://localhost:1', SMTP_URL: 'smtp://localhost:1' };
    const { said, ended } = run(entry, { ...env, DATABASE_URL: 'file:/no/such/folder/onward.db' });
    expect(await ended).toBe(1);
    expect(said()).toMatch(
      /^Onward cannot start as separate processes\.\nSQLite wants one writer: .*npm run serve/,
    );
  },
);
