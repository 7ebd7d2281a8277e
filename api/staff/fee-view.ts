import type { Db, Tx } from '../../prisma/client.ts';
import type { Prisma } from '../../prisma/gen/sqlite/client.ts';
import { toWire } from '../../workflows/money/money.ts';
import { readWords, wordsIn } from '../../workflows/own-words.ts';
import { obligationKind } from '../../workflows/policy/codes.ts';
import type { StaffMonthlyFee } from '../contract/index.ts';
import { namesOf } from './acts-of.ts';

const whole = {
  acts: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
} as const satisfies Prisma.MonthlyFeeInclude;

/** Monthly fees, ended or not, oldest first, with what staff did to each. */
export async function feeViews(
  read: Db | Tx,
  where: { agencyId: string; personId?: string; id?: string },
): Promise<StaffMonthlyFee[]> {
  const fees = await read.monthlyFee.findMany({
    where,
    include: whole,
    orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
  });
  const staffIds = fees.flatMap(({ acts }) => acts.map(({ staffId }) => staffId));
  const names = await namesOf(read, where.agencyId, staffIds);
  return fees.map((fee) => feeView(fee, names));
}

function feeView(
  fee: Prisma.MonthlyFeeGetPayload<{ include: typeof whole }>,
  names: ReadonlyMap<string, string>,
): StaffMonthlyFee {
  const { id, kind, label, amountCents, dayOfMonth, nextDueOn, lastDueOn, acts } = fee;
  return {
    id,
    kind: obligationKind(kind),
    label: wordsIn(readWords(label), 'en'),
    amountCents: toWire(amountCents),
    dayOfMonth,
    ...(nextDueOn !== null && { nextDueOn }),
    ...(lastDueOn !== null && { lastDueOn }),
    acts: acts.map((act) => ({
      at: act.at.toISOString(),
      kind: act.kind,
      by: names.get(act.staffId) ?? act.staffId,
      note: act.note,
      ...(act.amountCents !== null && { amountCents: toWire(act.amountCents) }),
      ...(act.lastDueOn !== null && { lastDueOn: act.lastDueOn }),
    })),
  };
}
