import { readFile } from 'node:fs/promises';
import { stripeHosts, type Hosts } from './csp.ts';

/**
 * The Content Security Policy that docs/embed.md tells an agency to add, word for word, with these hosts in the places
 * of Onward's and Stripe's. @throws {Error} the guide has no such block
 */
export async function guidePolicy({ apiOrigin, sandboxOrigin }: Hosts): Promise<string> {
  const guide = await readFile(new URL('../../docs/embed.md', import.meta.url), 'utf8');
  const block = /^## Content Security Policy\n.*?```\n(.*?)```/ms.exec(guide)?.[1];
  if (block === undefined) throw new Error('docs/embed.md has no policy');
  const ours = block.replaceAll('https://pay.example.org', apiOrigin);
  const theirs = [...new Set(Object.values(stripeHosts).flat())].toSorted((a, b) => b.length - a.length);
  const here = sandboxOrigin
    ? theirs.reduce((text, host) => text.replaceAll(host, sandboxOrigin), ours)
    : ours;
  return here.replaceAll(/\s+/g, ' ').trim();
}
