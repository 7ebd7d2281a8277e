/**
 * The file that a SQLite URL names.
 * @param url `file:` and a path, absolute or from the working directory
 * @throws {Error} another scheme, or a database in memory: each connection would have one of its own
 */
export function sqlitePath(url: string): string {
  const path = url.startsWith('file:') ? url.slice('file:'.length).split('?')[0] : undefined;
  if (path === undefined || path === '' || path.includes(':memory:')) {
    throw new Error(
      `A database URL is "file:" and the path of a SQLite file, or "postgresql://"; this one is not: ${schemeOf(url)}`,
    );
  }
  return path.startsWith('///') ? path.slice(2) : path;
}

/** A URL can hold a password: say no more of it than its scheme. */
function schemeOf(url: string): string {
  return url.startsWith('file:') ? url : `${/^[a-z+]*:/i.exec(url)?.[0] ?? ''}…`;
}
