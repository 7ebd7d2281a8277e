import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Database } from '../../../prisma/client.ts';
import { onPostgresql, startPostgresql } from '../../../prisma/fixtures/postgresql-server.ts';
import { migrate } from '../../../prisma/migrate.ts';
import type { Closers } from '../../closers.ts';
import { agencyOf } from './agency-of.ts';
import { postgresqlWriter, sqliteWriter } from './write-rows.ts';

/** Bumped where other rows are written, so that kept ones of before are not asked. */
const SHAPE = 1;
const SEED = 20_261_126;
/** Beside the agency that is searched; each has a twentieth of its payments. */
const BESIDE = ['agency-one', 'agency-two', 'agency-three', 'agency-four'] as const;

/** The agency with all the payments, and one of those beside it. */
export const LARGE_AGENCY = 'agency-bench';
export const [SMALL_AGENCY] = BESIDE;

export interface Kept {
  /** Where databases are kept from run to run; none: they are written for this run alone. */
  folder: string | undefined;
  /** Of the large agency. */
  payments: number;
}

export interface Found {
  name: 'SQLite' | 'PostgreSQL';
  database: Database;
  /** What its server has used of the processor, in ms; in this process it is this process's. */
  serverCpu(): number;
}

/**
 * The payments in a SQLite file: the kept one, brought up to the code's schema, or a new one.
 * @throws {Error} a sentence: what is kept is not what is asked for
 */
export async function sqliteOf(kept: Kept, closers: Closers): Promise<Found> {
  const folder = folderOf(kept, 'sqlite', closers);
  const path = join(folder, 'desk.db');
  const url = `file:${path}`;
  const isNew = assertFits(folder, kept);
  await migrate({ url });
  const database = await openDatabase({ url });
  closers.add('SQLite', () => database.close());
  if (isNew) await writeAll(database, sqliteWriter(path), folder, kept);
  await assertCounts(database, folder, kept);
  return { name: 'SQLite', database, serverCpu: () => 0 };
}

/** The same in a PostgreSQL of our own. @throws {Error} as `sqliteOf` */
export async function postgresqlOf(kept: Kept, closers: Closers): Promise<Found> {
  const folder = folderOf(kept, 'postgresql', closers);
  const isNew = assertFits(folder, kept);
  const server = await startPostgresql({ keptIn: folder });
  closers.add('PostgreSQL', () => server.stop());
  const { url } = server;
  const { applied } = await migrate({ url });
  if (!isNew && applied.length > 0) await onPostgresql(url, 'ANALYZE');
  const database = await openDatabase({ url });
  closers.add("PostgreSQL's clients", () => database.close());
  if (isNew) await writeAll(database, await postgresqlWriter(url), folder, kept);
  await assertCounts(database, folder, kept);
  return { name: 'PostgreSQL', database, serverCpu: () => server.cpu() };
}

function folderOf({ folder }: Kept, name: string, closers: Closers): string {
  if (folder !== undefined) {
    const own = join(folder, name);
    mkdirSync(own, { recursive: true });
    chmodSync(folder, 0o755); // PostgreSQL runs as nobody where we are root
    return own;
  }
  const own = mkdtempSync(join(tmpdir(), `onward-bench-${name}-`));
  closers.add('folder', async () => rmSync(own, { recursive: true, force: true }));
  return own;
}

const markOf = (folder: string) => join(folder, 'written.json');
const marked = ({ payments }: Kept) => JSON.stringify({ shape: SHAPE, seed: SEED, payments, beside: BESIDE });

/** @returns that nothing is there. @throws {Error} a sentence: what is there is something else */
function assertFits(folder: string, kept: Kept): boolean {
  const mark = markOf(folder);
  const found = existsSync(mark) ? readFileSync(mark, 'utf8') : undefined;
  if (found === marked(kept)) return false;
  const isEmpty = !existsSync(join(folder, 'desk.db')) && !existsSync(join(folder, 'data'));
  if (found === undefined && isEmpty) return true;
  const what =
    found === undefined ? 'was not written to its end' : `was written as ${found}, not as ${marked(kept)}`;
  throw new Error(
    `The database kept in ${folder} ${what}. Delete it to have it written anew, or name another folder in ONWARD_BENCH_KEEP.`,
  );
}

async function writeAll(
  { db }: Database,
  { write, close }: ReturnType<typeof sqliteWriter>,
  folder: string,
  kept: Kept,
): Promise<void> {
  await agencyOf(db, write, { agencyId: LARGE_AGENCY, payments: kept.payments, seed: SEED });
  for (const agencyId of BESIDE) await agencyOf(db, write, { agencyId, payments: besides(kept), seed: SEED });
  await close();
  writeFileSync(markOf(folder), marked(kept));
}

export const besides = ({ payments }: Pick<Kept, 'payments'>): number => Math.ceil(payments / 20);

/** @throws {Error} a sentence: rows are missing, or there are others */
async function assertCounts({ read }: Database, folder: string, kept: Kept): Promise<void> {
  for (const [agencyId, wanted] of [
    [LARGE_AGENCY, kept.payments],
    ...BESIDE.map((id) => [id, besides(kept)] as const),
  ] as const) {
    const found = await read.payment.count({ where: { agencyId } });
    if (found !== wanted)
      throw new Error(
        `The database in ${folder} has ${found} payments of ${agencyId} instead of ${wanted}. Delete it to have it written anew.`,
      );
  }
}
