import { allocate, type Claim } from '../../workflows/policy/allocation.ts';
import { OBLIGATION_KINDS } from '../../workflows/policy/rules.ts';
import { policies } from '../sample/world.ts';
import { perSecond, type Bench } from './bench.ts';

const OBLIGATIONS = 100;
const PAYMENTS = 5_000;

/** One payment over a hundred obligations of all kinds, half of it due, by the sample agency's rule. */
export const bench: Bench = {
  async start() {
    const claims = Array.from({ length: OBLIGATIONS }, (_, i): Claim => {
      const balanceCents = BigInt(1_000 + 37 * i);
      const kind = OBLIGATION_KINDS[i % OBLIGATION_KINDS.length] ?? OBLIGATION_KINDS[0];
      return { id: `obligation-${i}`, kind, balanceCents, dueCents: balanceCents / 2n };
    });
    const allocateAll = () => {
      for (let i = 0; i < PAYMENTS; i++) allocateOne(claims, BigInt(100_000 + i));
    };
    const figure = {
      name: `allocations a second, one payment over ${OBLIGATIONS} obligations`,
      unit: '/s',
      target: { atLeast: 20_000 },
      warmUp: true,
      ours: () => perSecond(PAYMENTS, allocateAll),
    };
    return { figures: [figure], close: () => Promise.resolve() };
  },
};

/** @throws {Error} a cent was made or lost */
function allocateOne(claims: readonly Claim[], amountCents: bigint): void {
  const { byClaim, unappliedCents } = allocate(policies.allocation, claims, amountCents);
  let total = unappliedCents;
  for (const cents of byClaim.values()) total += cents;
  if (total !== amountCents) throw new Error(`${amountCents} was allocated as ${total}`);
}
