import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase, type Db } from '../../prisma/client.ts';
import { migrate } from '../../prisma/migrate.ts';
import type { Entry, NewEntry } from '../../workflows/ledger/entry.ts';
import { poster } from '../../workflows/ledger/group-commit.ts';
import { postEntry } from '../../workflows/ledger/post-entry.ts';
import { captured } from '../../workflows/ledger/posting-rules.ts';
import { perSecond, type Bench } from './bench.ts';
import { RawBooks } from './raw-books.ts';

const CALLERS = 16;
const POSTINGS = 960;

/**
 * Captures of payments into the ledger against better-sqlite3 writing the same rows to a database with the same
 * tables, indexes, triggers and settings (WAL, synchronous=FULL) in the same folder, a transaction for each entry.
 */
export const bench: Bench = {
  async start() {
    const folder = await mkdtemp(join(tmpdir(), 'onward-bench-'));
    const [ourFile, rawFile] = [join(folder, 'ours.db'), join(folder, 'raw.db')];
    for (const path of [ourFile, rawFile]) await migrate({ url: `file:${path}` });
    const { db, read, close } = await openDatabase({ url: `file:${ourFile}` });
    const raw = new RawBooks(rawFile);
    const { post } = poster(db);
    const single = (entry: NewEntry) => db.$transaction((tx) => postEntry(tx, entry));
    const figure = (callers: number, how: Post) => ({
      unit: '/s',
      warmUp: true,
      async ours() {
        const entries = captures(POSTINGS);
        return perSecond(POSTINGS, () => postAll(entries, callers, how));
      },
      async base() {
        const rate = await perSecond(POSTINGS, raw.prepared(captures(POSTINGS)));
        assertSame(await balances(read), raw.balances());
        return rate;
      },
    });
    return {
      figures: [
        { name: GROUPED, target: { atLeast: 0.5 }, ...figure(CALLERS, post) },
        { name: SINGLE, target: { atLeast: 0.15 }, ...figure(1, single) },
      ],
      async close() {
        raw.close();
        await close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  },
};

const RAW = 'the same rows written raw, one transaction each';
const GROUPED = `postings, ${CALLERS} callers who share commits ÷ ${RAW}`;
const SINGLE = `postings, one caller and a transaction each ÷ ${RAW}`;

/** Payments of two obligations each, out of fifty, with a fee: eight lines. The same amounts each time, under new keys. */
function captures(count: number): NewEntry[] {
  const at = new Date();
  return Array.from({ length: count }, (_, i): NewEntry => {
    const paymentId = randomUUID();
    const lines = [0, 1].map((n) => ({
      obligationId: `o${(i + n) % 50}`,
      fundId: `f${n}`,
      beneficiaryId: `b${(i + n) % 5}`,
      amountCents: 1_000n + BigInt(i),
    }));
    const postings = captured({ paymentId, personId: 'p', lines, unappliedCents: 0n, feeCents: 275n });
    const times = { occurredAt: at, recordedAt: at, accountingDate: at.toISOString().slice(0, 10) };
    return {
      agencyId: 'agency',
      key: `payment/${paymentId}:capture`,
      kind: 'payment_captured',
      subjectId: paymentId,
      ...times,
      postings,
    };
  });
}

/** Each caller posts its next one when it has the answer to its last. @throws {Error} the answer was not its own */
async function postAll(entries: readonly NewEntry[], callers: number, post: Post): Promise<void> {
  const left = entries.values();
  const caller = async () => {
    for (const entry of left) {
      const { key, postings } = await post(entry);
      if (key !== entry.key || postings.length !== entry.postings.length)
        throw new Error(`${entry.key} was answered with ${key}`);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
}

type Post = (entry: NewEntry) => Promise<Entry>;

async function balances(read: Db): Promise<Map<string, bigint>> {
  const rows = await read.ledgerAccount.findMany({ select: { code: true, balance: true } });
  return new Map(rows.map(({ code, balance }) => [code, balance]));
}

/** Both sides were given the same amounts. @throws {Error} one of them lost or made some */
function assertSame(ours: ReadonlyMap<string, bigint>, theirs: ReadonlyMap<string, bigint>): void {
  if (ours.size === 0 || ours.size !== theirs.size)
    throw new Error(`${ours.size} accounts, ${theirs.size} raw`);
  for (const [code, balance] of ours)
    if (balance !== theirs.get(code)) throw new Error(`${code} has ${balance}, ${theirs.get(code)} raw`);
}
