import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits, for a header or a cookie. */
export const newToken = () => randomBytes(32).toString('base64url');

/** What is stored of it. */
export const hashOf = (token: string) => createHash('sha256').update(token).digest('hex');
