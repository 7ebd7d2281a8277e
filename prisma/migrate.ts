import { fileURLToPath } from 'node:url';
import { isPostgresqlCurrent, migratePostgresql } from './migrate-postgresql.ts';
import { isSqliteCurrent, migrateSqlite } from './migrate-sqlite.ts';
import { readMigrations, type Migrated } from './migrations.ts';
import { providerOf, type Provider } from './provider.ts';
import { sqlitePath } from './sqlite-path.ts';

/** Which database, and of `<name>/migration.sql` which folder: the product's own unless given. */
interface Which {
  url: string;
  folder?: string;
}

/**
 * Bring the database to the code's schema: apply what it lacks, in name order, each in a transaction. Several
 * processes may start at once: one applies, the others find it done.
 * @param which.url `file:` and a path, whose file is made if its folder is there; or `postgresql://`
 * @throws {MigrationRefused} a database that is newer, changed, half migrated or without its append-only
 *   triggers; one that cannot be reached, read or written
 */
export async function migrate({ url, folder }: Which): Promise<Migrated> {
  const provider = providerOf(url);
  const migrations = readMigrations(folder ?? ownFolder(provider));
  return provider === 'postgresql'
    ? migratePostgresql(url, migrations)
    : migrateSqlite(sqlitePath(url), migrations);
}

/** Has the database exactly the code's migrations? Another process may have brought it further meanwhile. */
export async function isCurrent({ url, folder }: Which): Promise<boolean> {
  const provider = providerOf(url);
  const migrations = readMigrations(folder ?? ownFolder(provider));
  return provider === 'postgresql'
    ? isPostgresqlCurrent(url, migrations)
    : isSqliteCurrent(sqlitePath(url), migrations);
}

const ownFolder = (provider: Provider) =>
  fileURLToPath(new URL(`./${provider}/migrations/`, import.meta.url));
