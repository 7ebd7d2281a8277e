import { readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const variable = /--ow-(?!brand)[\w-]+/g;

/**
 * Gives each design token a letter for a name, `--ow-a`. The names that pages and agencies set, `--onward-*` and
 * `--ow-brand-*`, stay.
 */
export function shortVariables(): Plugin {
  const tokens = readFileSync(new URL('./ui/tokens.ts', import.meta.url), 'utf8');
  const names = [...new Set(tokens.match(/--ow-(?!brand)[\w-]+(?=:)/g))];
  const short = new Map(names.map((name, index) => [name, `--ow-${letters(index)}`]));
  return {
    name: 'short-variables',
    apply: 'build',
    applyToEnvironment: ({ name }) => name === 'pay',
    renderChunk: (code) => code.replace(variable, (name) => short.get(name) ?? name),
  };
}

const letters = (index: number): string => (index < 26 ? '' : 'z') + String.fromCharCode(97 + (index % 26));
