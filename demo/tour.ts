import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { sandboxStripe } from '../config.ts';
import { openReadOnly } from '../prisma/client.ts';
import { startDemo, type Demo } from './demo.ts';
import { launchChromium } from './e2e/chromium.ts';
import { until } from './e2e/until.ts';
import { stepLines, stepper, type Step } from './steps.ts';
import { Camera } from './tour/camera.ts';
import { clerkLooks, knownPayerReloads, newcomerPays } from './tour/story.ts';
import { tieOut, tieOutTable } from './tour/tie-out.ts';

/** `npm run tour`: the whole product, played in a real browser, and the money counted at its end. */
async function main(): Promise<void> {
  const { values } = parseArgs({ options: { out: { type: 'string', default: 'screenshots' } } });
  const dataFolder = await mkdtemp(join(tmpdir(), 'onward-tour-'));
  const report = stepLines(process.stdout);
  let demo: Demo | undefined;
  try {
    const env = { PATH: process.env['PATH'], SETTLEMENT_SECONDS: '1', ONWARD_LOG: 'warn' };
    demo = await startDemo({ dataFolder, ports: 'free', report, env, killIfWeDie: true });
    process.stdout.write('\n');
    await play(demo, resolve(values.out), stepper(report));
  } finally {
    await demo?.close();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

/** @throws {Error} a sentence: where the story stopped, or what does not agree */
async function play({ addresses, databaseUrl }: Demo, pictures: string, step: Step): Promise<void> {
  const { mail, stripe } = addresses;
  if (mail === undefined || stripe === undefined) throw new Error('The tour needs both sandboxes.');
  const browser = await launchChromium();
  const camera = new Camera(browser, pictures);
  const stage = { addresses: { ...addresses, mail, stripe }, camera, step };
  try {
    const receipt = await newcomerPays(stage);
    await knownPayerReloads(stage);
    await clerkLooks(stage, receipt);
  } catch (error) {
    await camera.shootAll('stopped-here');
    throw new Error(`${messageOf(error)}\n${camera.complaints.join('\n')}\nPictures: ${pictures}`, {
      cause: error,
    });
  } finally {
    await camera.close();
    await browser.close();
  }
  if (camera.complaints.length > 0) throw new Error(`The pages complained:\n${camera.complaints.join('\n')}`);
  process.stdout.write(`\n${camera.shots} pictures in ${pictures}\n\n`);
  await countTheMoney(databaseUrl, stage.addresses);
}

type Sandboxes = Record<'mail' | 'stripe', string>;

/** The settlement pass reads Stripe's own record every second here: wait for it, then let nothing differ. */
async function countTheMoney(databaseUrl: string, { mail, stripe }: Sandboxes): Promise<void> {
  const read = openReadOnly({ url: databaseUrl });
  const { secretKey } = sandboxStripe(stripe);
  const count = () => tieOut(read, { secretKey, url: stripe }, mail);
  try {
    const agrees = async () => (await count()).breaks.length === 0;
    await until('Stripe’s record to reach the ledger', agrees).catch(() => undefined); // what differs is told below
    const money = await count();
    process.stdout.write(`${tieOutTable(money)}\n\n`);
    if (money.breaks.length > 0) throw new Error(`The money does not agree. ${money.breaks.join(' ')}`);
    process.stdout.write(`All ${money.payments} payments agree to the cent.\n`);
  } finally {
    await read.$disconnect();
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\n${messageOf(error)}\n`);
    process.exit(1);
  },
);
