import { statSync } from 'node:fs';
import { DatabaseMoved } from './trouble.ts';

/**
 * A file that is moved away or deleted stays open, and takes writes that nobody finds again. So before a write is
 * answered, look whether the database and its log are still the files that were opened.
 * @param path of a database that is open, in WAL mode
 * @returns throws {DatabaseMoved} where they are not
 */
export function sameFiles(path: string): () => void {
  const files = [path, `${path}-wal`].map((file) => ({ file, opened: inodeOf(file) }));
  for (const { file, opened } of files) if (opened === null) throw movedAway(file);
  return () => {
    for (const { file, opened } of files) if (inodeOf(file) !== opened) throw movedAway(file);
  };
}

const movedAway = (file: string) =>
  new DatabaseMoved(`${file} is no longer the file that was opened: nothing is written to it`);

function inodeOf(file: string): string | null {
  const found = statSync(file, { throwIfNoEntry: false });
  return found ? `${found.dev}:${found.ino}` : null;
}
