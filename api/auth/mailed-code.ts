import { randomInt, timingSafeEqual } from 'node:crypto';
import { hashOf } from './token.ts';

export const CODE_MS = 15 * 60_000;
export const TRIES_MAX = 5;
/** What was asked for and not proved is somebody's data without a reason to keep it. */
export const KEPT_MS = 24 * 3_600_000;
/** So long a try that used a code up may be sent again: its answer was lost on the way. */
const REPEAT_MS = 2 * 60_000;
const SPACING_SECONDS = 30;
const SPACING_MOST_SECONDS = 600;

/** @param digits 6 to prove an address; 8 where the code opens an account, for anybody may have one sent and guess */
export const newCode = (digits: 6 | 8): string => String(randomInt(10 ** digits)).padStart(digits, '0');

/** What a row stores of its code: of this row, so that equal codes look different. */
export const codeColumns = (id: string, code: string, now: Date) => ({
  codeHash: codeHash(id, code),
  expiresAt: new Date(now.getTime() + CODE_MS),
});

/** Is it the row's code? */
const isCodeOf = (row: { id: string; codeHash: string }, code: string): boolean =>
  same(row.codeHash, codeHash(row.id, code));

/** A row whose code may still be tried. */
const live = (now: Date) => ({ usedAt: null, tries: { lt: TRIES_MAX }, expiresAt: { gt: now } });

/** May another code be made for a row now? */
const mayHaveAnother = (row: { codes: number; expiresAt: Date }, now: Date): boolean =>
  now.getTime() >= row.expiresAt.getTime() - CODE_MS + spacingSeconds(row.codes) * 1000;

/** Seconds from one code of a row to the next, after so many. */
export const spacingSeconds = (codes: number): number =>
  Math.min(SPACING_MOST_SECONDS, SPACING_SECONDS * 2 ** (codes - 1));

/** A row that has a mailed code. */
interface CodeRow {
  id: string;
  codeHash: string;
  codes: number;
  expiresAt: Date;
  usedAt: Date | null;
  usedBy: string | null;
}

/** Which row a browser's token names. */
interface Named {
  agencyId: string;
  pendingHash: string;
}

/** What Prisma offers for a table whose rows have mailed codes. */
interface CodeTable<Row extends CodeRow> {
  findFirst(args: { where: Named }): PromiseLike<Row | null>;
  update(args: { where: { id: string }; data: { usedAt: Date; usedBy: string | null } }): PromiseLike<Row>;
  updateMany(
    args:
      | { where: Named & ReturnType<typeof live>; data: { tries: { increment: 1 } } }
      | {
          where: { id: string; codes: number; usedAt: null };
          data: ReturnType<typeof codeColumns> & { tries: 0; codes: number };
        },
  ): PromiseLike<{ count: number }>;
}

/**
 * Use up a row by its right code, or one of its tries by a wrong one; in the caller's transaction.
 * @param attempt the browser's name for this try, the same when it sends it again
 * @returns the row, and whether this very try has used it up a moment ago; `expired` only to who knows the code: too old,
 * used up or used before
 */
export async function takeCode<Row extends CodeRow>(
  table: CodeTable<Row>,
  named: Named,
  code: string,
  now: Date,
  attempt?: string,
): Promise<{ row: Row; again: boolean } | 'wrong' | 'expired'> {
  // The write is first: two tries at once cannot both be the fifth, nor both be the right one.
  const tried = await table.updateMany({
    where: { ...named, ...live(now) },
    data: { tries: { increment: 1 } },
  });
  const stored = await table.findFirst({ where: named });
  if (stored === null || !isCodeOf(stored, code)) return 'wrong';
  const usedBy = attempt === undefined ? null : hashOf(`${stored.id}:${attempt}`);
  if (tried.count === 0) return isRepeat(stored, usedBy, now) ? { row: stored, again: true } : 'expired';
  return {
    row: await table.update({ where: { id: stored.id }, data: { usedAt: now, usedBy } }),
    again: false,
  };
}

const isRepeat = (row: CodeRow, usedBy: string | null, now: Date): boolean =>
  usedBy !== null && row.usedBy === usedBy && now.getTime() - (row.usedAt?.getTime() ?? 0) <= REPEAT_MS;

/** Another code for a row: the one before ends. @returns null: the last was made a moment ago, or another asking made one */
export async function renewCode<Row extends CodeRow>(
  table: CodeTable<Row>,
  { id, codes, expiresAt }: Pick<CodeRow, 'id' | 'codes' | 'expiresAt'>,
  code: string,
  now: Date,
): Promise<string | null> {
  if (!mayHaveAnother({ codes, expiresAt }, now)) return null;
  const { count } = await table.updateMany({
    where: { id, codes, usedAt: null }, // of two at once, one
    data: { ...codeColumns(id, code, now), tries: 0, codes: codes + 1 },
  });
  return count === 1 ? code : null;
}

const codeHash = (id: string, code: string) => hashOf(`${id}:${code}`);

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
