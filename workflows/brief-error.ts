/** What of an error may be kept in a log or a workflow's history: no word of it that may quote a person's data. */
export interface BriefError {
  name: string;
  /** A machine's code, such as P2002 or ECONNREFUSED. */
  code?: string;
  /** Only of errors that this code base throws itself: their words hold opaque ids at most. */
  message?: string;
  /** Where it was thrown, without the message. */
  at?: string;
}

/** Errors that this code base throws, by name; a library's own classes have other names. */
const ours = ['Error', 'RangeError', 'LedgerConflict', 'LedgerImbalance', 'MailRefused', 'StripeUnavailable'];

/** An error of a library quotes what it was given (a row, an address): of those, name and code only. */
export function briefError(error: unknown): BriefError {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = error.stack
    ?.split('\n')
    .find((line) => line.trimStart().startsWith('at '))
    ?.trim();
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(code === undefined && ours.includes(error.name) && { message: error.message }),
    ...(at !== undefined && { at }),
  };
}
