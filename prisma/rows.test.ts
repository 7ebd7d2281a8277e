import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Tx } from './client.ts';
import { anAgency } from './fixtures/agency.ts';
import { aDatabase, provider } from './fixtures/database.ts';
import { Prisma } from './gen/sqlite/client.ts';
import { execute, queryRows } from './rows.ts';
import { isTaken } from './trouble.ts';

const database = await aDatabase();
const { db, read } = database;
await db.$transaction((tx) => anAgency(tx, { id: 'agency' }));

interface Event {
  at: Date;
  detail: unknown;
  kind: string;
}

const write = (client: typeof db | Tx, id: string, { at, detail, kind }: Event) =>
  execute(client)`
    INSERT INTO "AuditEntry" ("id", "agencyId", "at", "actorKind", "action", "detail")
    VALUES (${id}, 'agency', ${at}, ${kind}, 'tested', ${JSON.stringify(detail)})`;

let ids = 0;
const anId = () => `entry ${++ids}`;
const anEvent = (): Event => ({ at: new Date(), detail: {}, kind: 'system' });

test('what is written comes back the same, and to Prisma too', async () => {
  const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31T00:00:00Z'), noInvalidDate: true });
  const text = fc.string({ unit: 'grapheme' }).filter((it) => !it.includes('\0'));
  const detail = fc.dictionary(fc.stringMatching(/^[a-z]{1,9}$/), fc.oneof(text, fc.integer(), fc.boolean()));
  await fc.assert(
    fc.asyncProperty(fc.record({ at: instant, detail, kind: text }), async (event) => {
      const id = anId();
      expect(await write(db, id, event)).toBe(1);
      const sql = Prisma.sql`SELECT "id", "at", "actorKind" AS "kind", "detail", "actorId" FROM "AuditEntry" WHERE "id" = ${id}`;
      const wanted = { id, ...event, actorId: null };
      expect(await queryRows(read)`${sql}`).toEqual([wanted]);
      expect(await read.$queryRaw(sql)).toEqual([wanted]);
      expect(await read.auditEntry.findUnique({ where: { id } })).toMatchObject({
        at: event.at,
        actorKind: event.kind,
      });
    }),
    { numRuns: 30 },
  );
});

test('numbers come back as Prisma gives them: number, bigint, and nothing rounded', async () => {
  const most = BigInt(Number.MAX_SAFE_INTEGER);
  await execute(
    db,
  )`INSERT INTO "TryCount" ("key", "count", "endsMs") VALUES ('most', ${7}, ${most}), ('least', 1, ${0n})`;
  const sql = Prisma.sql`
    SELECT "key", "count", "endsMs", "count" + 1 AS "next", CAST("endsMs" AS TEXT) AS "text", NULL AS "nothing"
    FROM "TryCount" WHERE "key" IN (${Prisma.join(['most', 'least'])}) ORDER BY "key"`;
  const found = await queryRows<{ count: unknown; endsMs: unknown }>(db)`${sql}`;
  expect(found.map(({ count, endsMs }) => [count, endsMs])).toEqual([
    [1, 0n],
    [7, most],
  ]);
  expect(found).toEqual(await db.$queryRaw(sql));
});

test('an instant is stored as Prisma stores it, so that both sort together', async () => {
  const [ours, theirs] = [anId(), anId()];
  const at = new Date('2026-03-01T07:00:00.120Z');
  await write(db, ours, { ...anEvent(), at });
  const data = { id: theirs, agencyId: 'agency', at, actorKind: 'system', action: 'tested', detail: {} };
  await db.auditEntry.create({ data });
  const stored = await queryRows<{ at: string }>(read)`
    SELECT CAST("at" AS TEXT) AS "at" FROM "AuditEntry" WHERE "id" IN (${ours}, ${theirs})`;
  expect(new Set(stored.map((row) => row.at)).size).toBe(1);
  expect(stored).toHaveLength(2);
});

test('a transaction reads what it has written, nobody else does, and with it everything is undone', async () => {
  const id = anId();
  const event = anEvent();
  const seen: unknown[] = [];
  const failing = db.$transaction(async (tx) => {
    await write(tx, id, event);
    for (const client of [tx, read])
      seen.push(await queryRows(client)`SELECT "id" FROM "AuditEntry" WHERE "id" = ${id}`);
    seen.push(await tx.auditEntry.count({ where: { id } }));
    throw new Error('rolled back on purpose');
  });
  await expect(failing).rejects.toThrow('rolled back on purpose');
  expect(seen).toEqual([[{ id }], [], 1]);
  expect(await queryRows(db)`SELECT 1 FROM "AuditEntry" WHERE "id" = ${id}`).toEqual([]);
});

test('outside of a transaction a statement waits for the one that is open, and survives its end', async () => {
  const [theirs, ours] = [anId(), anId()];
  const event = anEvent();
  const mayEnd = Promise.withResolvers<void>();
  const begun = Promise.withResolvers<void>();
  const failing = db.$transaction(async (tx) => {
    await write(tx, theirs, event);
    begun.resolve();
    await mayEnd.promise;
    throw new Error('rolled back on purpose');
  });
  await begun.promise;
  const written = write(db, ours, event);
  mayEnd.resolve();
  await expect(failing).rejects.toThrow('rolled back on purpose');
  await written;
  const left = await read.auditEntry.findMany({
    where: { id: { in: [theirs, ours] } },
    select: { id: true },
  });
  expect(left).toEqual([{ id: ours }]);
});

test('a statement of a transaction that has ended is refused', async () => {
  const id = anId();
  const over = await db.$transaction(async (tx) => ({ tx }));
  await expect(write(over.tx, id, anEvent())).rejects.toThrow(/over|already closed/);
  await expect(db.$transaction(() => write(over.tx, id, anEvent()))).rejects.toThrow(/over|already closed/);
  expect(await read.auditEntry.count({ where: { id } })).toBe(0);
});

test.runIf(provider === 'sqlite')('nor does one whose time was up write into the next one', async () => {
  const id = anId();
  let late: Tx | undefined;
  const slow = db.$transaction(
    (tx) => {
      late = tx;
      return new Promise(() => undefined); // never ends: only its time can be up
    },
    { timeout: 10 },
  );
  void slow.catch(() => undefined);
  const next = db.$transaction(async () => late && write(late, id, anEvent())); // begins once that one was ended
  await expect(next).rejects.toThrow('over');
  expect(await read.auditEntry.count({ where: { id } })).toBe(0);
});

test('a unique key that is taken is told as that, whoever ran the statement; another refusal is not', async () => {
  const id = anId();
  const event = anEvent();
  await write(db, id, event);
  const data = { id, agencyId: 'agency', at: event.at, actorKind: 'system', action: 'tested', detail: {} };
  const taken = [
    () => write(db, id, event),
    () => db.$transaction((tx) => write(tx, id, event)),
    () => db.auditEntry.create({ data }),
  ];
  const others = [
    () => db.$transaction((tx) => execute(tx)`DELETE FROM "AuditEntry" WHERE "id" = ${id}`), // a trigger forbids it
    () => execute(db)`INSERT INTO "TryCount" ("key") VALUES (NULL)`,
  ];
  const toldAs = (calls: (() => Promise<unknown>)[]) =>
    Promise.all(
      calls.map((call) =>
        call().then(
          () => 'done',
          (error: unknown) => isTaken(error),
        ),
      ),
    );
  expect(await toldAs(taken)).toEqual([true, true, true]);
  expect(await toldAs(others)).toEqual([false, false]);
});

test.runIf(provider === 'sqlite')(
  'a value or a column that it does not know is refused, not guessed at',
  async () => {
    await expect(queryRows(db)`SELECT ${undefined}`).rejects.toThrow('takes no undefined');
    await execute(db)`CREATE TABLE "_odd" ("real" REAL)`;
    await execute(db)`INSERT INTO "_odd" VALUES (1.5)`;
    await expect(queryRows(db)`SELECT "real" FROM "_odd"`).rejects.toThrow('reads no REAL');
  },
);
