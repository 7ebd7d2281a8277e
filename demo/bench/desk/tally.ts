import { loadavg } from 'node:os';
import { percentile } from '../statistics.ts';

interface Kind {
  walls: number[];
  cpu: number;
}

/**
 * What each kind of question took: by the clock, and of the processor, which a busy machine hardly changes. The
 * processor's share has both ends of the call, the api in this process and its caller, and the database's server.
 */
export class Tally {
  readonly #kinds = new Map<string, Kind>();
  readonly #serverCpu: () => number;

  /** @param serverCpu what a database outside of this process has used, ms */
  constructor(serverCpu: () => number) {
    this.#serverCpu = serverCpu;
  }

  /** Ask one question. @returns its answer, with the ms it took by the clock */
  async time<T>(name: string, ask: () => Promise<T>): Promise<{ answer: T; ms: number }> {
    const cpuBefore = this.#cpu();
    const begun = performance.now();
    const answer = await ask();
    const ms = performance.now() - begun;
    const kind = this.#kinds.get(name) ?? { walls: [], cpu: 0 };
    this.#kinds.set(name, kind);
    kind.walls.push(ms);
    kind.cpu += this.#cpu() - cpuBefore;
    return { answer, ms };
  }

  /** A line for each kind of question, the dearest first. */
  table(): string {
    const kinds = [...this.#kinds].map(([name, { walls, cpu }]) => ({
      name,
      walls,
      cpu: cpu / walls.length,
    }));
    const load = loadavg()
      .map((one) => one.toFixed(1))
      .join(' ');
    return [
      `      ${'ms a question'.padEnd(34)}   asked     cpu     p50     p99   (load ${load})`,
      ...kinds
        .toSorted((a, b) => b.cpu - a.cpu)
        .map(({ name, walls, cpu }) => {
          const values = [cpu, percentile(walls, 0.5), percentile(walls, 0.99)];
          return `      ${name.padEnd(34)} ${String(walls.length).padStart(7)} ${values.map((ms) => ms.toFixed(1).padStart(7)).join(' ')}`;
        }),
      '',
    ].join('\n');
  }

  #cpu(): number {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1_000 + this.#serverCpu();
  }
}
