import { existsSync, readFileSync } from 'node:fs';
import { readConfig } from '../../config.ts';
import { openDatabase } from '../../prisma/client.ts';
import { isCurrent, migrate } from '../../prisma/migrate.ts';
import { runCommand } from './command.ts';
import { Refused } from './refused.ts';
import { USAGE } from './usage.ts';

/** `npm run agency -- …`: take an agency on, change it, show it. Also while Onward runs. */
async function main(argv: readonly string[]): Promise<void> {
  if (argv.length === 0 || argv.includes('--help')) return say([USAGE]);
  const { databaseUrl: url, origin, host, port } = readConfig(process.env);
  const isNewFile = url.startsWith('file:') && !existsSync(url.slice('file:'.length));
  if (isNewFile && !argv.includes('--dry-run')) await migrate({ url });
  else if (isNewFile) throw new Refused(`There is no database at ${url} yet; without --dry-run it is made.`);
  else if (!(await isCurrent({ url }))) {
    const which = url.startsWith('file:') ? url : 'of DATABASE_URL'; // which may have a password in it
    throw new Refused(
      `The database ${which} is of another version than this code. Start Onward on it once, which brings it up to date; then give this command again.`,
    );
  }
  const { db, close } = await openDatabase({ url });
  try {
    const at = origin ?? `http://${host}:${port}`;
    const read = (path: string) => readFileSync(path, 'utf8');
    say(await runCommand(argv, { db, now: new Date(), origin: at, read }));
  } finally {
    await close();
  }
}

const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`);

await main(process.argv.slice(2)).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
