import type { AppRouter } from '../../api/contract/index.ts';
import { ApiError, type ApiErrorKind } from './api-error.ts';

/*
 * tRPC over plain fetch: POST, one call a request, JSON both ways, no transformer. The official client does
 * the same, for six of the 25 kB that a first load may have. Names, inputs and answers are the router's own types.
 */

type Rooms = Omit<AppRouter, '_def' | 'createCaller'>;
/** Names of procedures, e.g. `payer.quote`. */
export type Path = { [Room in keyof Rooms & string]: `${Room}.${keyof Rooms[Room] & string}` }[keyof Rooms &
  string];
type Procedure<P extends Path> = P extends `${infer Room extends keyof Rooms & string}.${infer Name}`
  ? Rooms[Room][Name & keyof Rooms[Room]]
  : never;
type Types<P extends Path> = Procedure<P> extends { _def: { $types: infer T } } ? T : never;
/** What a procedure takes. */
export type InputOf<P extends Path> = Types<P> extends { input: infer Input } ? Input : never;
/** What it answers. */
export type OutputOf<P extends Path> = Types<P> extends { output: infer Output } ? Output : never;

/** No answer by then counts as a lost one. */
const ANSWER_WITHIN_MS = 30_000;

/**
 * @param url where the router is served
 * @param headers asked for anew at each call
 * @returns a function that calls one procedure; it rejects with an `ApiError` and nothing else
 */
export function trpcCall(url: string, headers: () => Record<string, string>) {
  return async <P extends Path>(path: P, input: InputOf<P>): Promise<OutputOf<P>> => {
    const answer = await post(`${url}/${path}`, headers(), JSON.stringify(input));
    if ('result' in answer) return (answer.result as { data: OutputOf<P> }).data;
    throw apiError(answer);
  };
}

async function post(url: string, headers: Record<string, string>, body: string): Promise<object> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body,
      credentials: 'include',
      signal: AbortSignal.timeout(ANSWER_WITHIN_MS),
    });
    const answer: unknown = await response.json();
    return typeof answer === 'object' && answer !== null ? answer : {};
  } catch {
    throw new ApiError('unreachable');
  }
}

const kinds: Record<string, ApiErrorKind> = {
  UNAUTHORIZED: 'signed_out',
  FORBIDDEN: 'not_allowed',
  NOT_FOUND: 'not_found',
  BAD_REQUEST: 'bad_input',
  TOO_MANY_REQUESTS: 'too_many',
};

/** An answer without our shape of error came from something between us and the api. */
function apiError(answer: { error?: { data?: unknown } }): ApiError {
  const data = answer.error?.data;
  if (typeof data !== 'object' || data === null) return new ApiError('unreachable');
  const { code, requestId, fields, reason } = data as Record<string, unknown>;
  const kind = (typeof code === 'string' && kinds[code]) || 'server';
  const paths = Array.isArray(fields) ? fields.map((field: { path?: unknown }) => String(field.path)) : [];
  return new ApiError(kind, typeof requestId === 'string' ? requestId : undefined, paths, reason);
}
