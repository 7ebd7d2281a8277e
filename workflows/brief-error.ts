/** What of an error may be kept in a log or a workflow's history: no word of it that may quote a person's data. */
export interface BriefError {
  name: string;
  /** A machine's code, such as P2002 or ECONNREFUSED. */
  code?: string;
  /** Only of classes of this code base: their words hold opaque ids at most. */
  message?: string;
  /** Where it was thrown, without the message: the innermost places. */
  at?: string[];
  cause?: BriefError;
}

const PLACES = 8;
/** Classes of this code base, whose words are known. A plain Error may be anybody's: its places tell what it was. */
const ours = [
  'LedgerConflict',
  'LedgerImbalance',
  'MailRefused',
  'MailServerAway',
  'SettlementTruncated',
  'StripeUnavailable',
];

/** An error of a library quotes what it was given (a row, an address): of those, name and code only. */
export function briefError(error: unknown): BriefError {
  if (!(error instanceof Error)) return { name: typeof error };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...(code !== undefined && { code }),
    ...(code === undefined && ours.includes(error.name) && { message: error.message }),
    ...(at && { at: at.slice(0, PLACES).map((line) => line.trim()) }),
    ...(error.cause !== undefined && { cause: briefError(error.cause) }),
  };
}
