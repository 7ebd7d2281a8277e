import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';

/**
 * A file system of 64 MB for one process and what it starts. No user namespace, in which the server could not become
 * another user: so it takes root.
 */
const onSmallDisk = ['-m', 'sh', '-c', 'mount -t tmpfs -o size=64m small "$0" && exec "$@"'];
const canMount = spawnSync('unshare', [...onSmallDisk, tmpdir(), 'true']).status === 0;

test.runIf(canMount)(
  'PostgreSQL’s disk is full: told as that, nothing acknowledged is lost and nothing half kept, and with room it goes on by itself',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'onward-small-pg-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const fill = fileURLToPath(new URL('fixtures/fill-postgresql-disk.ts', import.meta.url));
    const said = execFileSync('unshare', [...onSmallDisk, folder, process.execPath, fill, folder], {
      encoding: 'utf8',
    });
    expect(JSON.parse(said)).toEqual({
      met: 'no_room',
      again: 'no_room',
      lost: 0,
      withRoom: null,
      added: 50,
    });
  },
);

test.skipIf(canMount)(
  'NOT TRIED ON THIS MACHINE: PostgreSQL on a disk that is really full, as nobody may mount one here (it takes root). ' +
    'In its place api/no-room.postgresql.test.ts refuses each row with the code that a full disk has',
  () => expect(canMount).toBe(false),
);
