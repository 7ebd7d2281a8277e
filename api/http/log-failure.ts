import type { FastifyBaseLogger } from 'fastify';
import { briefError } from '../../workflows/brief-error.ts';

/** Log what a machine threw, as far as a log may hold it. */
export function logFailure(
  log: FastifyBaseLogger,
  what: string,
  error: unknown,
  more: Readonly<Record<string, string>> = {},
): void {
  log.error({ ...more, error: briefError(error) }, what);
}
