import type { Bench } from './bench.ts';

/** Every bench by its name, in the order in which they run. Loaded when it is its turn. */
export const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  payments: () => import('./payments.bench.ts'),
  allocation: () => import('./allocation.bench.ts'),
  ledger: () => import('./ledger.bench.ts'),
  'desk-search': () => import('./desk-search.bench.ts'),
  upgrade: () => import('./upgrade.bench.ts'),
  memory: () => import('./memory.bench.ts'),
  recovery: () => import('./recovery.bench.ts'),
};

/** Each takes a quarter of an hour or more: run only where they are named, e.g. `npm run bench -- memory`. */
export const onlyNamed: readonly string[] = ['desk-search', 'memory', 'recovery'];
