import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

/** A file system of 16 MB for one process alone. Not every machine lets an ordinary user have one. */
const onSmallDisk = ['-rm', 'sh', '-c', 'mount -t tmpfs -o size=16m small "$0" && exec "$@"'];
const canMount = spawnSync('unshare', [...onSmallDisk, tmpdir(), 'true']).status === 0;

/** Where it cannot be had, the limit on the size of files stands for it: start-states.test.ts, demo/e2e/disk-full.test.ts. */
test.runIf(canMount)(
  'a file system that is full: told as that, nothing acknowledged is lost, and with room it goes on by itself',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'onward-small-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const fill = fileURLToPath(new URL('fixtures/fill-disk.ts', import.meta.url));
    const said = execFileSync('unshare', [...onSmallDisk, folder, process.execPath, fill, folder], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual({
      met: 'no_room',
      whileFull: 'no_room',
      lost: 0,
      withRoom: null,
      added: 50,
    });
  },
);
