import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../prisma/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import { startPostgresql } from '../../prisma/fixtures/postgresql-server.ts';
import { Closers } from '../closers.ts';
import type { Bench, Figure } from './bench.ts';
import { agencyOf, type Sample } from './desk/agency-of.ts';
import { deskApi, type DeskApi } from './desk/desk-api.ts';
import { questionsAbout, type Question } from './desk/questions.ts';
import { postgresqlWriter, sqliteWriter } from './desk/write-rows.ts';
import { randomFrom } from '../random.ts';
import { percentile } from './statistics.ts';

/** Of the agency that is searched; another one beside it has a tenth. A smaller number for a try. */
const PAYMENTS = Number(process.env['ONWARD_BENCH_PAYMENTS'] ?? 1_000_000);
const AGENCY = 'agency-bench';
const SEED = 20_261_126;
const SAMPLES_A_ROUND = 20;
const PAGES_DEEP = 12;
const WITHIN_MS = 50;

/**
 * The desk's search at the api, over HTTP, in one process, among a million payments: every way to search and every
 * filter about payments spread over all the years; then pages further and further back. On SQLite, then on PostgreSQL.
 */
export const bench: Bench = {
  async start() {
    const closers = new Closers();
    try {
      const figures = [...(await onSqlite(closers)), ...(await onPostgresql(closers))];
      return { figures, close: () => closers.close() };
    } catch (error) {
      await closers.close();
      throw error;
    }
  },
};

async function onSqlite(closers: Closers): Promise<Figure[]> {
  const folder = await mkdtemp(join(tmpdir(), 'onward-bench-'));
  closers.add('folder', () => rm(folder, { recursive: true, force: true }));
  const path = join(folder, 'desk.db');
  await migrate({ url: `file:${path}` });
  return figuresOn('SQLite', `file:${path}`, sqliteWriter(path), closers);
}

async function onPostgresql(closers: Closers): Promise<Figure[]> {
  const server = await startPostgresql();
  closers.add('PostgreSQL', () => server.stop());
  await migrate({ url: server.url });
  return figuresOn('PostgreSQL', server.url, await postgresqlWriter(server.url), closers);
}

async function figuresOn(
  name: string,
  url: string,
  writer: ReturnType<typeof sqliteWriter>,
  closers: Closers,
): Promise<Figure[]> {
  const database = await openDatabase({ url });
  closers.add(`${name}'s clients`, () => database.close());
  const samples = await agencyOf(database.db, writer.write, {
    agencyId: AGENCY,
    payments: PAYMENTS,
    seed: SEED,
  });
  await agencyOf(database.db, writer.write, {
    agencyId: 'agency-beside',
    payments: Math.ceil(PAYMENTS / 10),
    seed: SEED,
  });
  await writer.close();
  const api = await deskApi(database, AGENCY);
  closers.add(`${name}'s api`, api.close);
  const random = randomFrom(SEED);
  const some = () =>
    Array.from({ length: SAMPLES_A_ROUND }, () => samples[Math.floor(random() * samples.length)]).filter(
      (one) => one !== undefined,
    );
  const among = `among ${PAYMENTS.toLocaleString('en-US')} payments on ${name}`;
  const usual = { unit: 'ms', target: { atMost: WITHIN_MS }, warmUp: true };
  return [
    { ...usual, name: `p99 of a search or filter ${among}`, ours: () => searches(api, some()) },
    { ...usual, name: `p99 of the next page ${among}`, ours: () => pages(api, some().slice(0, 5)) },
  ];
}

/** All questions about each of the samples. @throws {Error} an answer has a row that does not fit, or lacks the one asked for */
async function searches(api: DeskApi, samples: readonly Sample[]): Promise<number> {
  const times: number[] = [];
  const slowest = new Map<string, number>();
  for (const sample of samples) {
    for (const question of questionsAbout(sample)) {
      const { page, ms } = await api.search(question.asked);
      assertRight(question, page.rows);
      times.push(ms);
      slowest.set(question.name, Math.max(ms, slowest.get(question.name) ?? 0));
    }
  }
  tell(slowest);
  return percentile(times, 0.99);
}

/** Page after page of each list. */
async function pages(api: DeskApi, samples: readonly Sample[]): Promise<number> {
  const times: number[] = [];
  const slowest = new Map<string, number>();
  for (const question of samples.flatMap((sample) => questionsAbout(sample))) {
    const taken = await furtherPages(api, question);
    times.push(...taken);
    slowest.set(question.name, Math.max(...taken, slowest.get(question.name) ?? 0));
  }
  tell(slowest);
  return percentile(times, 0.99);
}

/** @returns what each page after the first took. @throws {Error} a row came twice */
async function furtherPages(api: DeskApi, { name, asked }: Question): Promise<number[]> {
  const times: number[] = [];
  const seen = new Set<string>();
  let cursor = (await api.search(asked)).page.next;
  for (let n = 0; n < PAGES_DEEP && cursor !== undefined; n++) {
    const { page, ms } = await api.search({ ...asked, cursor });
    times.push(ms);
    const again = page.rows.find(({ id }) => seen.has(id));
    if (again) throw new Error(`${name}: ${again.id} came twice`);
    for (const { id } of page.rows) seen.add(id);
    cursor = page.next;
  }
  return times;
}

function assertRight(
  { name, asked, fits, mayBeFar }: Question,
  rows: readonly Parameters<Question['fits']>[0][],
): void {
  if (rows.length === 0 && !mayBeFar) throw new Error(`${name}: nothing found for ${JSON.stringify(asked)}`);
  const wrong = rows.find((row) => !fits(row));
  if (wrong) throw new Error(`${name}: ${JSON.stringify(asked)} found ${JSON.stringify(wrong)}`);
}

/** Which questions took longest: of a figure that misses its target, where to look. */
function tell(slowest: ReadonlyMap<string, number>): void {
  const worst = [...slowest].toSorted(([, a], [, b]) => b - a).slice(0, 5);
  process.stdout.write(
    `      slowest: ${worst.map(([name, ms]) => `${name} ${ms.toFixed(1)}`).join(', ')} ms\n`,
  );
}
