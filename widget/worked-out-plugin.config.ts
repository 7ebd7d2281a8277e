import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { spanish } from './i18n/spanish.ts';

/** What is worked out when the widget is built: of its imports nothing is left. */
export const workedOutFile = fileURLToPath(new URL('./i18n/spanish.ts', import.meta.url));

/** Puts the lines of Spanish in place of what makes them of the catalogues, which a page does not need. */
export const workedOut = (): Plugin => ({
  name: 'worked-out',
  apply: 'build',
  load: {
    order: 'pre',
    handler: (id) => (id === workedOutFile ? `export const spanish = ${JSON.stringify(spanish)};` : null),
  },
});
