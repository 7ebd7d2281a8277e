import { randomInt } from 'node:crypto';
import { freePort } from '../workflows/server/free-port.ts';

/** Everything of the demo that listens where people or the product reach it. */
export interface Ports {
  product: number;
  site: number;
  mail: number;
  smtp: number;
  stripe: number;
}

export const usualPorts = { product: 4000, site: 4001, mail: 4002, smtp: 2525, stripe: 4004 } as const;

const owners: Record<keyof Ports, { name: string; choose: string }> = {
  product: { name: 'the product', choose: 'ONWARD_PORT=4100 npm start' },
  site: { name: 'the sample agency’s page', choose: 'npm start -- --site-port 4101' },
  mail: { name: 'the mail sandbox’s page', choose: 'npm start -- --mail-port 4102' },
  smtp: { name: 'the mail sandbox', choose: 'npm start -- --smtp-port 4125' },
  stripe: { name: 'the Stripe sandbox', choose: 'npm start -- --stripe-port 4104' },
};

/** A port that somebody else has. The message is one sentence with the way out. */
export class PortTaken extends Error {
  override name = 'PortTaken';

  constructor(port: number, which: keyof Ports) {
    const { name, choose } = owners[which];
    super(
      `Port ${port}, for ${name}, is taken by another program: free it, choose another (${choose}), or let Onward take free ones (npm start -- --free-ports).`,
    );
  }
}

/** @throws {PortTaken} */
export async function assertFree(ports: Ports, which: keyof Ports): Promise<void> {
  if ((await freePort(ports[which])) === null) throw new PortTaken(ports[which], which);
}

/** Below the range from which systems give ports to outgoing connections: what is free now is so after a restart. */
const FREE_FROM = 20_000;
const FREE_BELOW = 32_000;
const TRIES_MAX = 1_000;

/** Ports that are free right now, each another one. */
export async function freePorts(): Promise<Ports> {
  const ports: Ports = { product: 0, site: 0, mail: 0, smtp: 0, stripe: 0 };
  const taken = new Set<number>();
  for (const which of Object.keys(usualPorts) as (keyof Ports)[]) {
    ports[which] = await anotherFree(taken);
    taken.add(ports[which]);
  }
  return ports;
}

async function anotherFree(taken: ReadonlySet<number>): Promise<number> {
  for (let tries = 0; tries < TRIES_MAX; tries++) {
    const port = randomInt(FREE_FROM, FREE_BELOW);
    if (!taken.has(port) && (await freePort(port)) !== null) return port;
  }
  throw new Error(`No port from ${FREE_FROM} to ${FREE_BELOW} is free.`);
}
