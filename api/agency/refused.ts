import { ZodError } from 'zod';

/** The command was not carried out: each line names what is wrong and the way out. Nothing was written. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(lines: string | readonly string[]) {
    super(typeof lines === 'string' ? lines : lines.join('\n'));
  }
}

/** Lines for what a schema found wrong with an option's value. @throws what is no finding of a schema */
export function linesOf(option: string, error: unknown): string[] {
  if (error instanceof Refused) return [error.message];
  if (!(error instanceof ZodError)) throw error;
  return error.issues.map(({ path, message }) => {
    const where = path.length === 0 ? '' : ` (${path.join('.')})`;
    return `--${option}${where}: ${message}`;
  });
}
