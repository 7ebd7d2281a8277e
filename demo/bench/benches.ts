import type { Bench } from './bench.ts';

/** Every bench by its name, in the order in which they run. Loaded when it is its turn. */
export const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  payments: () => import('./payments.bench.ts'),
  allocation: () => import('./allocation.bench.ts'),
  ledger: () => import('./ledger.bench.ts'),
};
