import { z } from 'zod';

/** Where the next page of a list begins: after the row with this time and id, newest first. */
export interface Cursor {
  createdAt: Date;
  id: string;
}

const YEAR_2200_MS = Date.UTC(2200, 0);

/**
 * Can a row have these? What is packed into a cursor passed no other check: a NUL in it, or a time that no database
 * holds, would be an error of ours.
 */
export const isOfRow = (createdAt: Date, id: string): boolean =>
  createdAt.getTime() >= 0 && createdAt.getTime() < YEAR_2200_MS && /^[\w-]{1,80}$/.test(id);

/** A cursor as the client carries it. */
export const cursorInput = z
  .string()
  .max(200)
  .transform((text, issues): Cursor => {
    const [ms, id = ''] = Buffer.from(text, 'base64url').toString().split('|');
    const createdAt = new Date(Number(ms));
    if (!isOfRow(createdAt, id)) {
      issues.addIssue({ code: 'custom', message: 'must be a cursor from the page before' });
      return z.NEVER;
    }
    return { createdAt, id };
  });

export const cursorText = ({ createdAt, id }: Cursor) =>
  Buffer.from(`${createdAt.getTime()}|${id}`).toString('base64url');

/** Prisma's condition for the rows after the cursor, in the order of `newestFirst`. */
export const after = ({ createdAt, id }: Cursor) => ({
  OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }],
});

export const newestFirst = [{ createdAt: 'desc' as const }, { id: 'desc' as const }];
