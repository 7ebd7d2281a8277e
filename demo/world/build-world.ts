import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { openReadOnly } from '../../prisma/client.ts';
import { inspectLedger, type Verification } from '../../workflows/ledger/verify.ts';
import { agencies } from './agencies.ts';
import { makeParts, type PartsProgress } from './make-parts.ts';
import { agenciesOf, MANIFEST, type Manifest } from './manifest.ts';
import type { WorldSize } from './plan.ts';
import { putTogether } from './put-together.ts';

export interface BuildOptions {
  /** The data folder to come: for ONWARD_DATA. */
  out: string;
  size: WorldSize;
  /** Put it in the place of what is at `out`. */
  replace?: boolean;
  tell?: (progress: PartsProgress) => void;
  /** Give up: nothing is left behind. */
  signal?: AbortSignal;
}

export interface BuiltWorld {
  people: number;
  payments: number;
  obligations: number;
  verification: Verification;
}

/**
 * Make a sample world in a folder of its own and move it to `out` when it is whole, its books have been verified and
 * the money ties out. A build that ends early leaves nothing at `out`, or what was there.
 * @throws {Error} a sentence
 */
export async function buildWorld(options: BuildOptions): Promise<BuiltWorld> {
  const out = resolve(options.out);
  await assertFree(out, options.replace ?? false);
  await mkdir(dirname(out), { recursive: true });
  const making = await mkdtemp(join(dirname(out), `${basename(out).replace(/^\.?/, '.')}-making-`));
  try {
    const { people, payments } = await makeParts({ ...options, folder: join(making, 'parts') });
    const whole = join(making, 'whole');
    await joinParts(join(making, 'parts'), whole);
    const built = { people, payments, ...(await proved(whole)) };
    await writeFile(join(whole, MANIFEST), `${JSON.stringify(manifest(options.size, built), null, 2)}\n`);
    await moveTo(out, whole);
    return built;
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

async function assertFree(out: string, replace: boolean): Promise<void> {
  if (!existsSync(out)) return;
  const files = await readdir(out);
  if (files.length === 0) return;
  if (files.includes('onward.pid'))
    throw new Error(`Onward runs on ${out}, or did until it was killed: end it, or name another folder.`);
  if (!files.includes(MANIFEST))
    throw new Error(`${out} is not empty and no sample world: name another folder.`);
  if (!replace) throw new Error(`There is a sample world at ${out} already: --replace makes it anew.`);
}

async function joinParts(parts: string, whole: string): Promise<void> {
  const [first, ...others] = agencies.map(({ key }) => join(parts, key));
  if (first === undefined) throw new Error('There is no agency to make.');
  await rename(first, whole);
  const all = (path: string) => others.map((part) => join(part, path));
  putTogether(join(whole, 'onward.db'), all('onward.db'), { own: ['_prisma_migrations'] });
  putTogether(join(whole, 'stripe/stripe.sqlite'), all('stripe/stripe.sqlite'), { shared: ['account'] });
}

/** @throws {Error} findings, or captures that were not compared with the sandbox's record */
async function proved(whole: string): Promise<Pick<BuiltWorld, 'obligations' | 'verification'>> {
  const read = openReadOnly({ url: `file:${join(whole, 'onward.db')}` });
  try {
    const verification = await inspectLedger(read);
    const [finding] = verification.findings;
    if (finding) throw new Error(`The world's books do not add up: ${finding.code} at ${finding.subject}.`);
    const open = verification.unsettled.reduce((total, { captures }) => total + captures, 0);
    if (open > 0) throw new Error(`${open} payments of the world are not in the sandbox's record.`);
    return { verification, obligations: await read.obligation.count() };
  } finally {
    await read.$disconnect();
  }
}

const manifest = (
  size: WorldSize,
  { people, payments, obligations, verification }: BuiltWorld,
): Manifest => ({
  seed: size.seed,
  today: size.today.toISOString(),
  people,
  obligations,
  payments,
  succeeded: verification.counts.payments,
  entries: verification.counts.entries,
  agencies: agenciesOf(size),
});

/** At no moment is half a world at `out`. */
async function moveTo(out: string, whole: string): Promise<void> {
  const old = `${whole}-old`;
  if (existsSync(out)) await rename(out, old);
  await rename(whole, out);
}
