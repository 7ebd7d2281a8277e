/**
 * Why a call gave no result:
 * `signed_out` no session, also not after a renewal; `not_allowed` origin, agency key or header; `not_found` not
 * theirs; `bad_input` malformed; `too_many` rate limit: these five were refused before anything was done.
 * `unreachable` no answer came, `server` it broke while answering: what was asked may have been done.
 */
export type ApiErrorKind =
  'signed_out' | 'not_allowed' | 'not_found' | 'bad_input' | 'too_many' | 'unreachable' | 'server';

export class ApiError extends Error {
  readonly kind: ApiErrorKind;
  /** The server's name for the request, for a person to quote. */
  readonly requestId: string | undefined;
  /** bad_input: the paths of the inputs it is about. */
  readonly fields: string[];
  /** not_allowed: `origin`, `agency` or `header`; server: where it says what to do, that, in each language. */
  readonly reason: unknown;

  constructor(kind: ApiErrorKind, requestId?: string, fields: string[] = [], reason?: unknown) {
    super(kind);
    this.kind = kind;
    this.requestId = requestId;
    this.fields = fields;
    this.reason = reason;
  }

  /** Whether what was asked may have been done all the same. */
  get lost(): boolean {
    return this.kind === 'unreachable' || this.kind === 'server';
  }
}
