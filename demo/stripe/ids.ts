import { randomInt } from 'node:crypto';

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Unguessable text of letters and digits. */
export function randomText(length: number): string {
  return Array.from({ length }, () => LETTERS[randomInt(LETTERS.length)]).join('');
}

/** An id as Stripe makes them: `pi_…`, `ch_…`; those of requests are shorter. */
export function newId(prefix: string): string {
  return `${prefix}_${randomText(prefix === 'req' ? 14 : 24)}`;
}
