/** What keeps the database from being used, whoever asks. It passes: by itself, or when somebody has mended it. */
export type Trouble =
  'no_room' | 'locked' | 'read_only' | 'moved' | 'damaged' | 'unreachable' | 'crowded' | 'slow' | 'unknown';

/** For whoever runs Onward: what it is, and the way out. */
export const troubleSentences: Readonly<Record<Trouble, string>> = {
  no_room:
    'The database cannot be written: its disk is full or fails, or a limit is reached. Make room: what waits goes on by itself.',
  locked:
    'The database cannot be written: another process holds it. End that one: what waits goes on by itself.',
  read_only: 'The database cannot be written: it is read-only. Once it is not, what waits goes on by itself.',
  moved:
    'The database’s file was moved or deleted while Onward runs, so nothing more is written. Put the same file back; if it is deleted, do not end Onward before you have read docs/operate.md.',
  damaged:
    'The database is damaged: part of it cannot be read. End Onward, and go back to a copy (docs/operate.md, "Backup and restore").',
  unreachable: 'The database does not answer. Once it does, what waits goes on by itself.',
  crowded:
    'The database has no connection left for us. Raise its limit, or run fewer processes: what waits goes on by itself.',
  slow: 'The database does not answer in time.',
  unknown: 'The database cannot be used; the lines before this one say why.',
};

/** The file is no longer the one that was opened: a write that it takes would be lost. */
export class DatabaseMoved extends Error {
  override name = 'DatabaseMoved';
  readonly code = 'ONWARD_MOVED';
}

/** SQLite's codes, PostgreSQL's, the network's, and Prisma's and its adapters' names for them. */
const signs: readonly (readonly [Trouble, RegExp])[] = [
  ['moved', /^ONWARD_MOVED$|^SQLITE_READONLY_DBMOVED$/],
  ['damaged', /^SQLITE_(CORRUPT\w*|NOTADB|IOERR_(READ|SHORT_READ|CORRUPTFS|DATA))$|^XX00[12]$/],
  ['no_room', /^(SQLITE_FULL|SQLITE_IOERR\w*|53100|ENOSPC|EDQUOT)$/],
  ['read_only', /^(SQLITE_READONLY\w*|SQLITE_CANTOPEN\w*|25006)$/],
  ['locked', /^(SQLITE_BUSY\w*|SQLITE_LOCKED\w*|55P03)$/],
  ['crowded', /^(53300|P2037|P2024|TooManyConnections)$/],
  [
    'unreachable',
    /^(57P0[1-3]|08\w{3}|ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|P1001|P1002|P1017|DatabaseNotReachable|ConnectionClosed)$/,
  ],
  ['slow', /^(P1008|P2028|SocketTimeout)$/],
];

/** Which trouble made a call fail, or null: it was about the call. The first sign that any part of the error shows. */
export function troubleOf(error: unknown): Trouble | null {
  const found = [...codesIn(error)];
  for (const [trouble, sign] of signs) if (found.some((code) => sign.test(code))) return trouble;
  return null;
}

const taken = /^(P2002|UniqueConstraintViolation|SQLITE_CONSTRAINT_(UNIQUE|PRIMARYKEY))$/;

/** Whether a call failed because a row with the same unique key is there: by Prisma's code, or a database's own. */
export const isTaken = (error: unknown): boolean => [...codesIn(error)].some((code) => taken.test(code));

const DEEP = 6;
const nested = ['cause', 'meta', 'driverAdapterError', 'errors'] as const;

/** Every code that an error, its causes and what Prisma packs beside it name. */
function* codesIn(error: unknown, depth = 0): Generator<string> {
  if (typeof error !== 'object' || error === null || depth > DEEP) return;
  for (const key of ['code', 'originalCode', 'kind'] as const) {
    const value: unknown = Reflect.get(error, key);
    if (typeof value === 'string') yield value;
  }
  for (const key of nested) {
    const inner: unknown = Reflect.get(error, key);
    if (Array.isArray(inner)) for (const each of inner) yield* codesIn(each, depth + 1);
    else yield* codesIn(inner, depth + 1);
  }
}
