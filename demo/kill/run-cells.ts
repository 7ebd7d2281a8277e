import { carryOut, type Outcome } from './carry-out.ts';
import { OneProcessMachine, type Machine } from './machine.ts';
import { SeparateMachine, startSampleServer } from './separate-machine.ts';
import { layoutOf, type Cell, type Layout } from './matrix.ts';

/** What can be asked of a machine before another is taken: so many payments its sample payers can owe. */
const CELLS_MOST = 25;

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
  const lists = (['one process', 'separate'] as const).map((layout) =>
    spread(cells.filter(({ victim, leftOut }) => leftOut === undefined && layoutOf(victim) === layout)),
  );
  const machines = machinesOfBoth();
  try {
    for (const waiting of lists) {
      const lane = async () => {
        while (waiting.length > 0) await onOneMachine(machines, waiting, tell);
      };
      await Promise.all(Array.from({ length: Math.min(jobs, waiting.length) }, lane));
    }
  } finally {
    await machines.close();
  }
}

/** By turns: a child that is killed again and again is given up by its supervisor, as it should. */
function spread(cells: readonly Cell[]): Cell[] {
  const byVictim = Map.groupBy(cells, ({ victim }) => victim);
  const rank = new Map(
    [...byVictim.values()].flatMap((group) => group.map((cell, i) => [cell, i / group.length])),
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
  const machine = await machines.start(layoutOf(first.victim));
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
