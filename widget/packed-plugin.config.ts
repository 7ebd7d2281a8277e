import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Beside each built script the same packed, `.br` and `.gz`: packed once, as tight as it goes, and sent as it is to
 * whoever takes it. An old telephone on a slow net waits for bytes more than for anything else.
 */
export const packed = (): Plugin => ({
  name: 'onward-packed',
  apply: 'build',
  writeBundle({ dir }, bundle) {
    if (dir === undefined) return;
    for (const name of Object.keys(bundle)) {
      const path = join(dir, name);
      const bytes = readFileSync(path);
      const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY };
      writeFileSync(`${path}.br`, brotliCompressSync(bytes, { params }));
      writeFileSync(`${path}.gz`, gzipSync(bytes, { level: 9 }));
    }
  },
});
