import { z } from 'zod';

/** One spelling for one mailbox, as far as we can know: NFC, lower case, trimmed. */
export const normaliseEmail = (email: string) => email.normalize('NFC').trim().toLowerCase();

/** @param email normalised */
export const isEmail = (email: string) => z.email().max(254).safeParse(email).success;

/** Any text on the wire: whether it is an address is told by an answer, not as malformed input. */
export const emailInput = z.string().max(320).transform(normaliseEmail);
