import { constants } from 'node:fs';
import { access, mkdir } from 'node:fs/promises';

/**
 * Make the folder for what Onward keeps, if it is not there.
 * @throws {Error} a sentence, where it cannot be made or written
 */
export async function makeDataFolder(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true });
    await access(folder, constants.W_OK | constants.X_OK);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    const why = reasons[code] ?? code;
    throw new Error(
      `The data folder ${folder} cannot be used: ${why}. Mend that, or name another folder in ONWARD_DATA.`,
      { cause: error },
    );
  }
}

const reasons: Readonly<Record<string, string>> = {
  EEXIST: 'there is a file of that name',
  ENOTDIR: 'part of the path is a file',
  EACCES: 'the user that runs Onward may not write there',
  EPERM: 'the user that runs Onward may not write there',
  EROFS: 'the disk is read-only',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
};
