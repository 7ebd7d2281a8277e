import type { FastifyBaseLogger } from 'fastify';

/**
 * Log what a machine threw, without its message: the database's quote the row, and a row can hold a name.
 * Name, code and the places in our code say enough.
 */
export function logFailure(
  log: FastifyBaseLogger,
  what: string,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): void {
  log.error({ ...more, error: factsOf(error) }, what);
}

interface FailureFacts {
  name: string;
  code?: string;
  at?: string[];
  cause?: FailureFacts;
}

function factsOf(error: unknown): FailureFacts {
  if (!(error instanceof Error)) return { name: typeof error };
  const at = error.stack?.split('\n').filter((line) => /^\s+at /.test(line));
  return {
    name: error.name,
    ...('code' in error && typeof error.code === 'string' && { code: error.code }),
    ...(at && { at: at.slice(0, 8).map((line) => line.trim()) }),
    ...(error.cause !== undefined && { cause: factsOf(error.cause) }),
  };
}
