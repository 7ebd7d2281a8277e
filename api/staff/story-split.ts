import type { Db } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { accounts, balancesOf } from '../../workflows/ledger/read.ts';
import { sum, toWire } from '../../workflows/money/money.ts';
import { sharesOf } from '../../workflows/money/split.ts';
import { readWords, wordsIn } from '../../workflows/own-words.ts';
import { obligationKind } from '../../workflows/policy/codes.ts';
import type { PaymentStory } from '../contract/index.ts';
import { actsOf, actView } from './acts-of.ts';

/** What to load of a payment's lines. */
export const linesForSplit = {
  include: { obligation: { include: { fund: true } }, beneficiary: true },
  orderBy: { n: 'asc' },
} as const satisfies Prisma.Payment$linesArgs;

type Line = Prisma.PaymentLineGetPayload<typeof linesForSplit>;

/**
 * Where a payment went, by obligation in the order of the lines: what is left of one is owed once, however many it goes to.
 * @param credited what its entry credits accounts by: an obligation that was waived while it ran took less than was
 *   frozen, and each beneficiary less of it; null: it is not in the books, and the split is what was frozen
 */
export async function splitOf(
  read: Db,
  { agencyId, lines }: { agencyId: string; lines: readonly Line[] },
  credited: ((account: string) => bigint) | null,
): Promise<PaymentStory['split']> {
  const groups = Map.groupBy(lines, ({ obligationId }) => obligationId);
  const code = (obligationId: string) => accounts.receivable(obligationId);
  const acts = await actsOf(read, agencyId, [...groups.keys()]);
  const balances = await balancesOf(read, agencyId, [...groups.keys()].map(code));
  return [...groups].flatMap(([obligationId, parts]) => {
    const obligation = parts[0]?.obligation;
    if (obligation === undefined) return [];
    const frozen = parts.map(({ amountCents }) => amountCents);
    const paid = credited === null ? frozen : sharesOf(credited(code(obligationId)), frozen);
    return {
      obligationLabel: wordsIn(readWords(obligation.label), 'en'),
      obligationKind: obligationKind(obligation.kind),
      fund: obligation.fund.name,
      amountCents: toWire(sum(paid)),
      leftCents: toWire(balances.get(code(obligationId)) ?? 0n),
      beneficiaries: parts.map(({ beneficiary }, i) => ({
        name: beneficiary.name,
        amountCents: toWire(paid[i] ?? 0n),
      })),
      acts: (acts.get(obligationId) ?? []).map(actView),
    };
  });
}
