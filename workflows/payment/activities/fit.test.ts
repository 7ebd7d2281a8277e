import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sum } from '../../money/money.ts';
import { fit } from './fit.ts';

const lines = fc.array(
  fc.record({ obligationId: fc.constantFrom('a', 'b', 'c'), amountCents: fc.bigInt(1n, 10_000n) }),
  { maxLength: 12 },
);

test('every cent is either on a line that fits or the person’s credit', () => {
  fc.assert(
    fc.property(
      lines,
      fc.array(fc.bigInt(-100n, 20_000n), { minLength: 3, maxLength: 3 }),
      (frozen, owed) => {
        const owedOn = (id: string) => owed['abc'.indexOf(id)] ?? 0n;
        const { lines: fitting, unappliedCents } = fit(frozen, owedOn);
        expect(sum(fitting.map((line) => line.amountCents)) + unappliedCents).toBe(
          sum(frozen.map((line) => line.amountCents)),
        );
        for (const id of ['a', 'b', 'c']) {
          const paid = sum(
            fitting.filter((line) => line.obligationId === id).map((line) => line.amountCents),
          );
          expect(paid <= (owedOn(id) > 0n ? owedOn(id) : 0n)).toBe(true);
        }
      },
    ),
  );
});

test('nothing changes where everything still fits', () => {
  const frozen = [
    { obligationId: 'a', amountCents: 5n },
    { obligationId: 'a', amountCents: 6n },
  ];
  expect(fit(frozen, () => 11n)).toEqual({ lines: frozen, unappliedCents: 0n });
});

test('of a debt that fits in part, every payee bears their share of what does not', () => {
  const frozen = [
    { obligationId: 'a', payee: 'first', amountCents: 5_000n },
    { obligationId: 'b', payee: 'first', amountCents: 700n },
    { obligationId: 'a', payee: 'second', amountCents: 5_000n },
  ];
  const { lines: fitting, unappliedCents } = fit(frozen, (id) => (id === 'a' ? 5_001n : 700n));
  expect(fitting.map(({ amountCents }) => amountCents)).toEqual([2_501n, 700n, 2_500n]);
  expect(unappliedCents).toBe(4_999n);
});
