import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
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
import { composePicture } from './tour/picture.ts';
import { clerkLooks, knownPayerReloads, newcomerPays, type Stage } from './tour/story.ts';
import { tieOut, tieOutTable } from './tour/tie-out.ts';

/**
 * `npm run tour [-- --out DIR] [--picture FILE]`: the whole product, played in a real browser, and the money
 * counted at its end. With `--picture`, also the README's picture.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { out: { type: 'string', default: 'screenshots' }, picture: { type: 'string' } },
  });
  const dataFolder = await mkdtemp(join(tmpdir(), 'onward-tour-'));
  const report = stepLines(process.stdout);
  const leave = () => rmSync(dataFolder, { recursive: true, force: true });
  process.once('exit', leave);
  process.once('SIGINT', () => process.exit(130)); // the children go with us
  let demo: Demo | undefined;
  try {
    const env = { PATH: process.env['PATH'], SETTLEMENT_SECONDS: '1', ONWARD_LOG: 'warn' };
    demo = await startDemo({ dataFolder, ports: 'free', report, env, killIfWeDie: true });
    process.stdout.write('\n');
    await play(demo, stepper(report), { folder: resolve(values.out), picture: values.picture });
  } finally {
    await demo?.close();
  }
}

interface Pictures {
  folder: string;
  picture: string | undefined;
}

/** @throws {Error} a sentence: where the story stopped, or what does not agree */
async function play(
  { addresses, databaseUrl }: Demo,
  step: Step,
  { folder, picture }: Pictures,
): Promise<void> {
  const { mail, stripe } = addresses;
  if (mail === undefined || stripe === undefined) throw new Error('The tour needs both sandboxes.');
  const browser = await launchChromium();
  const camera = new Camera(browser, folder);
  const stage: Stage = {
    addresses: { ...addresses, mail, stripe },
    camera,
    step,
    views: {},
  };
  try {
    const receipt = await newcomerPays(stage);
    await knownPayerReloads(stage);
    await clerkLooks(stage, receipt);
    const { phone, desk } = stage.views;
    if (picture !== undefined && phone && desk) await composePicture(browser, { phone, desk }, picture);
  } catch (error) {
    await camera.shootAll('stopped-here');
    throw new Error(`${messageOf(error)}\n${camera.complaints.join('\n')}\nPictures: ${folder}`, {
      cause: error,
    });
  } finally {
    await camera.close();
    await browser.close();
  }
  if (camera.complaints.length > 0) throw new Error(`The pages complained:\n${camera.complaints.join('\n')}`);
  process.stdout.write(`\n${camera.shots} pictures in ${folder}\n\n`);
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
