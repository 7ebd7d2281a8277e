import { z } from 'zod';
import { isOfRow } from '../page-cursor.ts';

/** A place in a list of payments: just after the row with these values, in whichever order. */
export interface Place {
  createdAt: Date;
  amountCents: bigint;
  id: string;
}

/** A place as the client carries it from page to page. */
export const placeInput = z
  .string()
  .max(200)
  .transform((text, issues): Place => {
    const [ms = '', cents = '', id = ''] = Buffer.from(text, 'base64url').toString().split('|');
    const createdAt = new Date(Number(ms));
    if (!/^\d+$/.test(ms) || !/^\d{1,18}$/.test(cents) || !isOfRow(createdAt, id)) {
      issues.addIssue({ code: 'custom', message: 'must be a cursor from the page before' });
      return z.NEVER;
    }
    return { createdAt, amountCents: BigInt(cents), id };
  });

export const placeText = ({ createdAt, amountCents, id }: Place): string =>
  Buffer.from(`${createdAt.getTime()}|${amountCents}|${id}`).toString('base64url');
