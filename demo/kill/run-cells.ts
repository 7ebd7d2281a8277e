import { carryOut, type Outcome } from './carry-out.ts';
import { OneProcessMachine, type Machine } from './machine.ts';
import { SeparateMachine, startSampleServer } from './separate-machine.ts';
import { layoutOf, type Cell, type Layout } from './matrix.ts';

/** What can be asked of a machine before another is taken: so many payments its sample payers can owe. */
const CELLS_MOST = 25;
/** Its multiples, modulo 1, fill the way from 0 to 1 evenly however many there are. */
const GOLDEN = 0.618_034;
const STARTS_MOST = 5;

/** Where machines come from. */
interface Machines {
  start(layout: Layout): Promise<Machine>;
  /** After the last machine. */
  close(): Promise<void>;
}

/** PostgreSQL is started once, when the first machine wants it. */
function machinesOfBoth(): Machines {
  let server: ReturnType<typeof startSampleServer> | undefined;
  return {
    async start(layout) {
      if (layout === 'one process') return OneProcessMachine.start();
      server ??= startSampleServer();
      return SeparateMachine.start(await server);
    },
    close: async () => (await server)?.stop(),
  };
}

/**
 * Carry out cells, several side by side, each lane on a machine of its own that goes from cell to cell. A machine on
 * which something went wrong is not used again.
 * @param options.tell hears each outcome when it is known
 */
export async function runCells(
  cells: readonly Cell[],
  { jobs, tell }: { jobs: number; tell: (outcome: Outcome) => void },
): Promise<void> {
  const wanted = cells.filter(({ leftOut }) => leftOut === undefined);
  const lists = [...Map.groupBy(wanted, ({ victim }) => layoutOf(victim)).values()].map(spread);
  const machines = machinesOfBoth();
  try {
    const each = Math.ceil(jobs / lists.length);
    const lane = async (waiting: Cell[]) => {
      while (waiting.length > 0) await onOneMachine(machines, waiting, tell);
    };
    const lanes = lists.flatMap((list) => Array.from({ length: each }, () => lane(list)));
    const ends = await Promise.allSettled(lanes); // one that cannot start a machine leaves its cells to the others
    const failed = ends.find((end) => end.status === 'rejected');
    if (failed && lists.some((list) => list.length > 0)) throw failed.reason;
  } finally {
    await machines.close();
  }
}

/**
 * Victims by turns, for a child that is killed again and again is given up by its supervisor, as it should; and from all
 * over the stories, so that a run that is broken off has seen something of each.
 */
function spread(cells: readonly Cell[]): Cell[] {
  const byVictim = Map.groupBy(cells, ({ victim }) => victim);
  const rank = new Map(
    [...byVictim.values()].flatMap((group) => group.map((cell, i) => [cell, (i * GOLDEN) % 1] as const)),
  );
  return cells.toSorted((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0));
}

async function onOneMachine(
  machines: Machines,
  waiting: Cell[],
  tell: (outcome: Outcome) => void,
): Promise<void> {
  const [first] = waiting;
  if (first === undefined) return;
  const machine = await started(machines, layoutOf(first.victim));
  try {
    for (let nth = 0; nth < CELLS_MOST; nth++) {
      const cell = waiting.shift();
      if (cell === undefined) return;
      await machine.rest();
      const outcome = await carryOut(machine, cell, nth).catch((error: unknown): Outcome => ({
        cell: cell.name,
        wrong: [String(error)],
        heard: '',
        startSeconds: 0,
        last: '',
        seconds: 0,
      }));
      tell(outcome);
      if (outcome.wrong.length > 0) return;
    }
  } finally {
    await machine.close();
  }
}

/** A machine; a port may have been taken just as it started, or the box be too busy. */
async function started(machines: Machines, layout: Layout): Promise<Machine> {
  for (let tries = 1; ; tries++) {
    try {
      return await machines.start(layout);
    } catch (error) {
      if (tries === STARTS_MOST) throw error;
    }
  }
}
