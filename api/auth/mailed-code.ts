import { randomInt, timingSafeEqual } from 'node:crypto';
import { hashOf } from './token.ts';

export const CODE_MS = 15 * 60_000;
export const TRIES_MAX = 5;
/** What was asked for and not proved is somebody's data without a reason to keep it. */
export const KEPT_MS = 24 * 3_600_000;
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
export const isCodeOf = (row: { id: string; codeHash: string }, code: string): boolean =>
  same(row.codeHash, codeHash(row.id, code));

/** A row whose code may still be tried. */
export const live = (now: Date) => ({ usedAt: null, tries: { lt: TRIES_MAX }, expiresAt: { gt: now } });

/** May another code be made for a row now? */
export const mayHaveAnother = (row: { codes: number; expiresAt: Date }, now: Date): boolean =>
  now.getTime() >= row.expiresAt.getTime() - CODE_MS + spacingSeconds(row.codes) * 1000;

/** Seconds from one code of a row to the next, after so many. */
export const spacingSeconds = (codes: number): number =>
  Math.min(SPACING_MOST_SECONDS, SPACING_SECONDS * 2 ** (codes - 1));

const codeHash = (id: string, code: string) => hashOf(`${id}:${code}`);

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}
