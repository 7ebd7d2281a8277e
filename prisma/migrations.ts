import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Why the database cannot be used as it is, as a sentence for whoever starts Onward, with the way out. */
export class MigrationRefused extends Error {
  override name = 'MigrationRefused';
}

export interface Migration {
  name: string;
  sql: string;
  checksum: string;
}

/** A row of the history: what was applied, or begun. */
export interface Applied {
  name: string;
  checksum: string;
  finished: boolean;
}

/** What a start did to the database. */
export interface Migrated {
  /** Names, in order. */
  applied: string[];
  /** No version had used it before. */
  wasNew: boolean;
}

/** The same as a sentence for whoever starts Onward. */
export function migratedSentence({ applied, wasNew }: Migrated): string {
  if (applied.length === 0) return 'Database ready.';
  if (wasNew) return 'Database ready: there was none, and an empty one was made.';
  return (
    `Database ready: it was from an older version, and was brought up to this one (${applied.join(', ')}). ` +
    `To go back to the older version, restore the copy from before.`
  );
}

/** What `folder` holds as `<name>/migration.sql`, in the order of names. */
export function readMigrations(folder: string): Migration[] {
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const migrations = names.map(({ name }) => {
    const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
    return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
  });
  return migrations.toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** @throws {MigrationRefused} where the database has what this version does not know, or not as it knows it */
export function assertKnown(history: readonly Applied[], migrations: readonly Migration[]): void {
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const { name, checksum, finished } of history) {
    const migration = known.get(name);
    if (!migration) {
      throw new MigrationRefused(
        `The database has the migration ${name}, which this version does not know: a newer version has used it. ` +
          `Start that version, or name a copy from before the update in DATABASE_URL.`,
      );
    }
    if (!finished) {
      throw new MigrationRefused(
        `The migration ${name} was begun and did not end. Look at the table _prisma_migrations, ` +
          `then tell Prisma what is true with "prisma migrate resolve", or go back to the copy from before.`,
      );
    }
    if (migration.checksum !== checksum) {
      throw new MigrationRefused(
        `The migration ${name} was changed after this database had applied it, so its tables may differ from what the code expects. ` +
          `Bring the file back as it was; or, if the database holds only sample data, delete it and start again.`,
      );
    }
  }
}

/** Has the database exactly these migrations? */
export function areAllApplied(history: readonly Applied[], migrations: readonly Migration[]): boolean {
  const applied = history.filter(({ finished }) => finished);
  const checksums = new Set(applied.map(({ checksum }) => checksum));
  return applied.length === migrations.length && migrations.every(({ checksum }) => checksums.has(checksum));
}

/**
 * The ledger is append-only because triggers say so: without each of them, exactly as written, nothing starts.
 * @param wanted name → definition, of what the migrations made and did not drop
 * @param present the same of what the database has
 */
export function assertTriggers(
  wanted: ReadonlyMap<string, string>,
  present: ReadonlyMap<string, string>,
): void {
  for (const [name, definition] of wanted) {
    if (present.get(name) === definition) continue;
    const what = present.has(name) ? 'is not as its migration made it' : 'is missing';
    throw new MigrationRefused(
      `The trigger ${name}, which keeps rows from being changed, ${what}. Find out who changed the database, ` +
        `verify the ledger (npm run ledger:verify), then create the trigger again from its migration.sql.`,
    );
  }
}

/** White space of any length and kind as one space. */
export const squeezed = (sql: string): string => sql.replaceAll(/\s+/g, ' ').trim();
