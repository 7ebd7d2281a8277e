import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { compareVersions, parseVersion } from './release.ts';

/** The version of the server that last wrote a database file; null if there is no file or nothing is known. */
export async function stampOf(database: string): Promise<string | null> {
  if (!existsSync(database)) return null;
  try {
    const text = (await readFile(`${database}.server`, 'utf8')).trim();
    return parseVersion(text) === null ? null : text;
  } catch {
    return null;
  }
}

/**
 * Note beside a database file which server writes it from now on.
 * @throws {Error} a sentence, if a newer one did before: an older server may misread what that one wrote
 */
export async function stampDatabase(database: string, server: string): Promise<void> {
  const before = await stampOf(database);
  const [was, is] = [parseVersion(before ?? ''), parseVersion(server)];
  if (was !== null && is !== null && compareVersions(was, is) > 0) {
    throw new Error(
      `${database} was written by Temporal server ${before}, and this one is ${server}, which is older. ` +
        `Use that version or a newer one; or move the file away: what was under way is then driven again from Onward's own database.`,
    );
  }
  await writeFile(`${database}.server`, `${server}\n`);
}
