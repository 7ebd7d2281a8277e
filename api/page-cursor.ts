import { z } from 'zod';

/** Where the next page of a list begins: after the row with this time and id, newest first. */
export interface Cursor {
  createdAt: Date;
  id: string;
}

/** A cursor as the client carries it. */
export const cursorInput = z
  .string()
  .max(200)
  .transform((text, issues): Cursor => {
    const [ms, id] = Buffer.from(text, 'base64url').toString().split('|');
    const createdAt = new Date(Number(ms));
    if (id === undefined || Number.isNaN(createdAt.getTime())) {
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
