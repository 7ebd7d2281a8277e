import type { Bench, Figure } from './bench.ts';
import { setTheScene, type Scene } from './recovery/scene.ts';
import type { Wait } from './recovery/waits.ts';
import { percentile } from './statistics.ts';

const ROUNDS = 5;
const KILLS_A_ROUND = 5;
const SEED = 20_261_125;
const WITHIN_MS = 5_000;

/**
 * `kill -9` of one of two workers with four payments in flight, on a PostgreSQL that keeps what it acknowledges: how
 * long each payment that was under way then waits, also those of the worker that lives. Each of Stripe's confirms takes
 * 0.8 s, as there, so that kills meet charges under way; the killed worker is started again only when all have ended.
 */
export const bench: Bench = {
  async start() {
    const scene = await setTheScene(SEED);
    const rounds: Wait[][][] = [];
    const kills = async () => {
      const round: Wait[][] = [];
      while (round.length < KILLS_A_ROUND) round.push(await scene.kill());
      rounds.push(round);
      return round;
    };
    return { figures: figuresOf(kills, rounds), check: () => check(scene, rounds), close: scene.close };
  },
};

/** The first figure's rounds are the kills; the others look at the same ones. */
function figuresOf(kills: () => Promise<Wait[][]>, rounds: readonly Wait[][][]): Figure[] {
  const p95 = (values: readonly number[]) => percentile(values, 0.95);
  const again = (value: (round: Wait[][]) => number) => {
    const left = rounds.values();
    return async () => value(left.next().value ?? []);
  };
  const usual = { unit: 'ms', target: { atMost: WITHIN_MS }, rounds: ROUNDS };
  const ended = (round: Wait[][]) => round.flat().map(({ endedMs }) => endedMs);
  return [
    {
      ...usual,
      name: 'p95 until a payment under way took its next step',
      ours: async () => p95((await kills()).flat().map(({ movedMs }) => movedMs)),
    },
    { ...usual, name: 'p95 until it had ended', ours: again((round) => p95(ended(round))) },
    {
      ...usual,
      name: 'p50, over the kills, until the last payment under way took its next step',
      ours: again((round) => percentile(round.map(lastOf), 0.5)),
    },
  ];
}

const lastOf = (waits: readonly Wait[]) => Math.max(...waits.map(({ movedMs }) => movedMs));

/** No figure without right money, and without a kill that met a charge. */
async function check(scene: Scene, rounds: readonly Wait[][][]): Promise<void> {
  const waits = rounds.flat(2);
  if (!waits.some(({ state }) => state === 'charging')) throw new Error('No kill met a charge under way.');
  const { breaks } = await scene.tieOut();
  if (breaks.length > 0) throw new Error(`The money does not agree. ${breaks.join(' ')}`);
}
