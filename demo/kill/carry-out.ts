import { setTimeout as delay } from 'node:timers/promises';
import { PayerClient } from '../e2e/payer-client.ts';
import { until } from '../e2e/until.ts';
import { payers } from '../sample/world.ts';
import type { Machine } from './machine.ts';
import { planOf, type Cell } from './matrix.ts';
import { Payer } from './payer.ts';
import { notRight } from './right-end.ts';
import { Words } from './words.ts';

/** How a cell went. */
export interface Outcome {
  cell: string;
  /** None: all is right. */
  wrong: string[];
  /** A letter for each word that the payer heard, in order. */
  heard: string;
  /** From the kill until all was right; in it, until what was killed ran again. */
  seconds: number;
  startSeconds: number;
  /** What was the last to become right. */
  last: string;
}

/** Far more than any of it needs, for a box that does other work: what is wrong stays wrong. */
const REACHED_MS = 90_000;
const RIGHT_MS = 240_000;
const LOOK_MS = 500;
const SMALLEST_CENTS = 500;

/**
 * One cell on a machine that runs: a payer's story, a kill at its moment, a start, and a look at everything until it is
 * right. A moment that never came is a finding: nothing was tried.
 * @param nth how many cells the machine has had: another payer and another amount each time
 */
export async function carryOut(machine: Machine, cell: Cell, nth: number): Promise<Outcome> {
  const { trap } = machine;
  await trap.clear();
  const who = payers[nth % payers.length] ?? payers[0];
  const [client, watching] = await Promise.all([signIn(machine, who), signIn(machine, who)]);
  const payer = new Payer(client, machine, cell.story);
  const wish = await payer.fillIn(SMALLEST_CENTS + nth);
  const words = new Words(watching, machine.sandbox, wish.attemptKey, cell.story);
  const failures: string[] = [];
  const killed: number[] = [];
  const played = payer
    .play(wish, async (stage) => {
      if (stage !== cell.stage) return;
      killed.push(...(await machine.pidsOf(cell.victim)));
      await trap.set(planOf(cell, killed, machine.smtpPort));
    })
    .catch((error: unknown) => void failures.push(`The payer’s story did not end: ${String(error)}.`));

  const sprung = await untilSprung(machine, cell, killed, failures);
  const startSeconds = secondsSince(sprung);
  await played;
  const { wrong, last } = await untilRight(machine, cell, words, failures);
  const heard = await words.stop();
  await trap.clear();
  return {
    cell: cell.name,
    wrong: [...wrong, ...heard.wrong],
    heard: heard.heard,
    seconds: secondsSince(sprung),
    startSeconds,
    last,
  };
}

const secondsSince = (began: number) => Math.round((performance.now() - began) / 100) / 10;
const signIn = (machine: Machine, who: (typeof payers)[number]) => PayerClient.signIn(machine.addresses, who);

/** @returns when it sprang, or when that was given up */
async function untilSprung(
  machine: Machine,
  cell: Cell,
  killed: readonly number[],
  failures: string[],
): Promise<number> {
  try {
    await until('the moment', async () => machine.trap.hasSprung || failures.length > 0, REACHED_MS);
    const began = performance.now();
    if (machine.trap.hasSprung) await machine.recover(cell.victim, killed);
    return began;
  } catch (error) {
    failures.push(
      machine.trap.hasSprung
        ? `Not started again: ${String(error)}`
        : 'The moment never came: nothing was tried.',
    );
    return performance.now();
  }
}

/**
 * Look again and again, once the story has ended.
 * @param failures of the story: with one, nothing is looked at
 * @returns what is still wrong when the time is up, and what was the last to become right
 */
async function untilRight(
  machine: Machine,
  { story, step }: Cell,
  words: Words,
  failures: string[],
): Promise<{ wrong: string[]; last: string }> {
  const copies = step.name === 'receipt mail' ? 2 : 1; // killed between the mail and its note: it comes again
  const end = performance.now() + RIGHT_MS;
  let last = 'the payer’s story';
  for (;;) {
    if (failures.length > 0) return { wrong: failures, last };
    const { paymentId } = words;
    const wrong =
      paymentId === null
        ? ['The watching page never heard of the payment']
        : await notRight(machine, paymentId, story, copies).catch((error: unknown) => [String(error)]);
    if (wrong.length === 0 || performance.now() > end) return { wrong, last };
    last = wrong.join('; ');
    await delay(LOOK_MS);
  }
}
