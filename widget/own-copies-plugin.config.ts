import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Follows the name of a module that a later part holds for itself; after it, the part's name. */
const MARK = /\?own=([\w-]+)$/;
const here = fileURLToPath(new URL('.', import.meta.url));
/** What a later part and the first chunk, or two later parts, may both hold: it keeps no state. */
const stateless = /^(ui\/[\w-]+|pay\/steps\/[\w-]+|pay\/money-input)\.ts$/;
/** Of Lit a part needs only the tags of its templates, which are plain data to whichever copy of Lit renders them. */
const tags = `${here}ui/template-tags.ts`;

/**
 * Gives each part that is loaded later (by `import()`) its own copy of the small, stateless modules that it shares with the first chunk. Without
 * it a part would import the first chunk by its name, and a page that asks for the script as `onward-pay.js?v=2`
 * would get a second copy of the whole; or what is shared would be a third file, and every first load one trip longer.
 * @throws {Error} the part would copy a module that is not on the list
 */
export function ownCopies(): Plugin {
  return {
    name: 'own-copies',
    apply: 'build',
    resolveId: {
      order: 'pre',
      async handler(source, importer, options) {
        if (!importer) return null;
        const begins = options.kind === 'dynamic-import' && /([\w-]+)\.ts$/.exec(source)?.[1];
        const part = begins || MARK.exec(importer)?.[1];
        if (!part) return null;
        if (source === 'lit') return `${tags}?own=${part}`;
        const from = importer.replace(MARK, '');
        const found = await this.resolve(source, from, {
          ...options,
          kind: 'import-statement',
          skipSelf: true,
        });
        if (!found || found.external || found.id.startsWith('\0')) return found;
        return `${found.id.replace(MARK, '')}?own=${part}`;
      },
    },
    generateBundle(_, bundle) {
      const doubled = wronglyDoubled(Object.values(bundle).filter((one) => one.type === 'chunk'));
      if (doubled.length > 0) this.error(`held twice, and not known to be stateless: ${doubled.join(', ')}`);
    },
  };
}

/** Modules that two chunks hold, though they may keep state; paths below widget/. */
export function wronglyDoubled(chunks: { moduleIds: string[] }[]): string[] {
  const paths = chunks.flatMap(({ moduleIds }) =>
    moduleIds.map((id) => id.slice(here.length).replace(MARK, '')),
  );
  const twice = paths.filter((path, index) => paths.indexOf(path) < index);
  return [...new Set(twice)].filter((path) => !stateless.test(path));
}
