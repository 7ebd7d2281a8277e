import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const project = fileURLToPath(new URL('..', import.meta.url));
const cli = join(project, 'node_modules', 'prisma', 'build', 'index.js');
const engine = join(project, 'prisma', 'schema-engine.mjs');
const providers = ['sqlite', 'postgresql'] as const;
const sources = [
  'package-lock.json',
  'prisma.config.ts',
  'prisma/generate.ts',
  'prisma/models/*.prisma',
  'prisma/{sqlite,postgresql}/base.prisma',
];
/** Beside the clients: the digest of what they were made from. */
const stamp = join(project, 'prisma', 'gen', 'sources');

/**
 * `npm run generate`: make Prisma's clients for both databases, unless those that are there come from these very
 * sources. Each start asks for them, and making them takes longer than all the rest of a start.
 */
async function main(): Promise<void> {
  const digest = await sourcesDigest();
  if (providers.every(isThere) && (await readFile(stamp, 'utf8').catch(() => '')) === digest) return;
  await rm(stamp, { force: true }); // half made is not made
  for (const provider of providers) await generate(provider);
  await writeFile(stamp, digest);
}

const isThere = (provider: string) => existsSync(join(project, 'prisma', 'gen', provider, 'client.ts'));

async function sourcesDigest(): Promise<string> {
  const digest = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob(sources, { cwd: project })) files.push(file);
  for (const file of files.toSorted()) digest.update(file).update(await readFile(join(project, file)));
  return digest.digest('hex');
}

/** Without the network: the engine that Prisma would fetch is replaced by ours. */
async function generate(provider: string): Promise<void> {
  const env = { PRISMA_SCHEMA_ENGINE_BINARY: engine, ...process.env, DB_PROVIDER: provider };
  await promisify(execFile)(process.execPath, [cli, 'generate', '--no-hints'], { cwd: project, env });
}

main().catch((error: unknown) => {
  const said = error instanceof Error && 'stdout' in error ? String(error.stdout) : '';
  process.stderr.write(`${said}${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
