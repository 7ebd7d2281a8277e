import { Closers } from '../closers.ts';
import { randomFrom } from '../random.ts';
import type { Bench, Figure } from './bench.ts';
import {
  besides,
  LARGE_AGENCY,
  postgresqlOf,
  SMALL_AGENCY,
  sqliteOf,
  type Found,
  type Kept,
} from './desk/databases.ts';
import { deskApi, type DeskApi } from './desk/desk-api.ts';
import { questionsAbout, type Question } from './desk/questions.ts';
import { samplesOf, type Sample } from './desk/samples.ts';
import { Tally } from './desk/tally.ts';
import { percentile } from './statistics.ts';

/** Of the agency that is searched; four others beside it have a twentieth each. A smaller number for a try. */
const PAYMENTS = Number(process.env['ONWARD_BENCH_PAYMENTS'] ?? 1_000_000);
/** A folder that keeps the databases, to ask them again without writing them. */
const KEPT: Kept = { folder: process.env['ONWARD_BENCH_KEEP'], payments: PAYMENTS };
const SEED = 20_261_126;
const SAMPLES_A_ROUND = 20;
const PAGES_DEEP = 12;
const WITHIN_MS = 50;
const EXPORTED_WITHIN_S = 20;

/**
 * The desk's search at the api, over HTTP, in one process, among a million payments: every way to search and every
 * filter about payments spread over all the years; then pages further and further back. On SQLite, then on PostgreSQL;
 * the same asked by a small agency whose payments lie among the large one's.
 */
export const bench: Bench = {
  async start() {
    const closers = new Closers();
    try {
      const figures: Figure[] = [];
      for (const found of [await sqliteOf(KEPT, closers), await postgresqlOf(KEPT, closers)]) {
        figures.push(...(await figuresOf(found, LARGE_AGENCY, PAYMENTS, closers)));
        figures.push(...(await figuresOf(found, SMALL_AGENCY, besides(KEPT), closers)));
      }
      return { figures, close: () => closers.close() };
    } catch (error) {
      await closers.close();
      throw error;
    }
  },
};

async function figuresOf(
  { name, database, serverCpu }: Found,
  agencyId: string,
  payments: number,
  closers: Closers,
): Promise<Figure[]> {
  const samples = await samplesOf(database.read, agencyId, payments);
  const api = await deskApi(database, agencyId);
  closers.add(`${name}'s api`, api.close);
  const random = randomFrom(SEED);
  const some = () =>
    Array.from({ length: SAMPLES_A_ROUND }, () => samples[Math.floor(random() * samples.length)]).filter(
      (one) => one !== undefined,
    );
  const among = `among ${payments.toLocaleString('en-US')} payments on ${name}`;
  const usual = { unit: 'ms', target: { atMost: WITHIN_MS }, warmUp: true };
  const told = (ask: (tally: Tally) => Promise<number>) => async () => {
    const tally = new Tally(serverCpu);
    const p99 = await ask(tally);
    process.stdout.write(tally.table());
    return p99;
  };
  return [
    {
      ...usual,
      name: `p99 of a search or filter ${among}`,
      ours: told((tally) => searches(api, some(), tally)),
    },
    {
      ...usual,
      name: `p99 of the next page ${among}`,
      ours: told((tally) => pages(api, some().slice(0, 5), tally)),
    },
    {
      name: `seconds for 100,000 rows of a CSV export ${among}`,
      unit: 's',
      target: { atMost: EXPORTED_WITHIN_S },
      rounds: 1,
      ours: () => secondsForExport(api, samples),
    },
  ];
}

/** About a tenth of the payments, from the middle of the years, to the last byte. */
async function secondsForExport(api: DeskApi, samples: readonly Sample[]): Promise<number> {
  const dayOf = (part: number) =>
    samples[Math.floor(samples.length * part)]?.createdAt.toISOString().slice(0, 10);
  const asked = { from: dayOf(0.45), to: dayOf(0.55) };
  const [cpu, begun] = [process.cpuUsage(), performance.now()];
  const rows = await api.export(asked);
  const seconds = (performance.now() - begun) / 1_000;
  const { user, system } = process.cpuUsage(cpu);
  const mb = Math.round(process.memoryUsage.rss() / 2 ** 20);
  process.stdout.write(
    `      ${rows} rows in ${seconds.toFixed(1)} s, ${((user + system) / 1e6).toFixed(1)} s of this process; ${mb} MB resident\n`,
  );
  return (seconds * 100_000) / rows;
}

/** All questions about each of the samples. @throws {Error} an answer has a row that does not fit, or lacks the one asked for */
async function searches(api: DeskApi, samples: readonly Sample[], tally: Tally): Promise<number> {
  const times: number[] = [];
  for (const sample of samples) {
    await tally.time('views and offices', api.views);
    for (const question of questionsAbout(sample)) {
      const { answer, ms } = await tally.time(question.name, () => api.search(question.asked));
      assertRight(question, answer.rows);
      times.push(ms);
    }
  }
  return percentile(times, 0.99);
}

/** Page after page of each list. */
async function pages(api: DeskApi, samples: readonly Sample[], tally: Tally): Promise<number> {
  const times: number[] = [];
  for (const question of samples.flatMap((sample) => questionsAbout(sample))) {
    times.push(...(await furtherPages(api, question, tally)));
  }
  return percentile(times, 0.99);
}

/** @returns what each page after the first took. @throws {Error} a row came twice */
async function furtherPages(api: DeskApi, { name, asked }: Question, tally: Tally): Promise<number[]> {
  const times: number[] = [];
  const seen = new Set<string>();
  let cursor = (await api.search(asked)).next;
  for (let n = 0; n < PAGES_DEEP && cursor !== undefined; n++) {
    const { answer, ms } = await tally.time(name, () => api.search({ ...asked, cursor }));
    times.push(ms);
    const again = answer.rows.find(({ id }) => seen.has(id));
    if (again) throw new Error(`${name}: ${again.id} came twice`);
    for (const { id } of answer.rows) seen.add(id);
    cursor = answer.next;
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
