import { words } from './words.ts';

/** Why a call brought nothing, as far as a screen must know. */
export interface Failure {
  /** The request's reference, where the server gave one. */
  ref?: string;
  /** No answer came at all. */
  unreached: boolean;
  notFound: boolean;
}

/** The session has ended and the cookie opens no new one. */
export class SignedOut extends Error {
  override name = 'SignedOut';
}

interface ServerData {
  code?: unknown;
  requestId?: unknown;
  fields?: unknown;
}

/** What tRPC's client knows of an answer that was an error; absent when none came. */
const dataOf = (error: unknown): ServerData | undefined =>
  typeof error === 'object' && error !== null && 'data' in error && typeof error.data === 'object'
    ? (error.data ?? undefined)
    : undefined;

/** What is wrong with what was sent, by field, where the server said so. */
export function fieldsOfError(error: unknown): { field: string; says: string }[] | undefined {
  const fields: unknown = dataOf(error)?.fields;
  if (!Array.isArray(fields)) return undefined;
  return fields.flatMap((each: unknown) => {
    if (typeof each !== 'object' || each === null || !('path' in each) || !('message' in each)) return [];
    return [{ field: String(each.path), says: String(each.message) }];
  });
}

export function failureOf(error: unknown): Failure {
  const data = dataOf(error);
  return {
    ...(typeof data?.requestId === 'string' && data.requestId !== '' && { ref: data.requestId }),
    unreached: data === undefined,
    notFound: data?.code === 'NOT_FOUND' || data?.code === 'BAD_REQUEST',
  };
}

export const isUnauthorized = (error: unknown): boolean => dataOf(error)?.code === 'UNAUTHORIZED';

/** Why an act did not work, in a sentence, with the reference. */
export function sentenceOf(error: unknown): string {
  const { unreached, ref } = failureOf(error);
  const sentence = unreached ? words.failure.reach : words.failure.act;
  return ref === undefined ? sentence : `${sentence} ${words.failure.ref(ref)}`;
}
