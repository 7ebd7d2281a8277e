import { access, constants, stat } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

/**
 * Every file of this name on a search path that can be run, in the path's order.
 * @param path as in the environment variable PATH
 */
export async function* onPath(path: string, name: string): AsyncGenerator<string> {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  for (const folder of path.split(delimiter)) {
    const candidate = join(folder, file);
    if (folder !== '' && (await isExecutable(candidate))) yield candidate;
  }
}

/** Whether there is a file that can be run. */
export async function isExecutable(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK);
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
