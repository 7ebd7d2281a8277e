import type { Db, Tx } from '../../prisma/client.ts';
import { sum, toWire } from '../../workflows/money/money.ts';
import { readWords, wordsIn } from '../../workflows/own-words.ts';
import { owedBy, type Owed } from '../../workflows/obligation/read.ts';
import type { StaffObligation } from '../contract/index.ts';
import { actsOf, actView, type NamedAct } from './acts-of.ts';

interface Whose {
  agencyId: string;
  personId: string;
  today: string;
}

/** All that a person was ever charged, oldest first, with what staff did to it. */
export async function obligationViews(read: Db | Tx, whose: Whose): Promise<StaffObligation[]> {
  const owed = await owedBy(read, whose);
  const ids = owed.map(({ id }) => id);
  const acts = await actsOf(read, whose.agencyId, ids);
  return owed.map((each) => obligationView(each, acts.get(each.id) ?? []));
}

/** One debt, as a transaction that changes it has it. */
export async function obligationAfter(
  tx: Tx,
  { agencyId, today }: Omit<Whose, 'personId'>,
  obligationId: string,
): Promise<StaffObligation> {
  const { personId } = await tx.obligationObligor.findFirstOrThrow({ where: { obligationId } });
  const after = (await obligationViews(tx, { agencyId, today, personId })).find(
    ({ id }) => id === obligationId,
  );
  if (after === undefined) throw new Error(`${obligationId} is owed by nobody`);
  return after;
}

function obligationView(owed: Owed, acts: readonly NamedAct[]): StaffObligation {
  const waived = acts.flatMap(({ kind, amountCents }) => (kind === 'waived' ? (amountCents ?? 0n) : []));
  const waivedCents = sum(waived);
  const { id, kind, label, assessedOn, dueOn, next, hold } = owed;
  return {
    id,
    kind,
    label: wordsIn(readWords(label), 'en'),
    assessedOn,
    assessedCents: toWire(owed.assessedCents),
    chargedCents: toWire(owed.chargedCents),
    waivedCents: toWire(waivedCents),
    paidCents: toWire(owed.chargedCents - waivedCents - owed.ledgerCents),
    balanceCents: toWire(owed.ledgerCents),
    underWayCents: toWire(owed.reservedCents),
    dueCents: toWire(owed.dueCents),
    pastDueCents: toWire(owed.pastDueCents),
    ...(dueOn !== null && { dueOn }),
    ...(next !== null && { next: { dueOn: next.dueOn, amountCents: toWire(next.amountCents) } }),
    ...(hold !== null && { hold: { reason: hold.reason, since: hold.since.toISOString() } }),
    acts: acts.map(actView),
  };
}
