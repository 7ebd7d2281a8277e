import type { Tx } from '../../prisma/client.ts';
import { lockPeople } from '../../prisma/lock-row.ts';
import type { Obligation, ObligationAct, ObligationHold } from '../../prisma/gen/sqlite/client.ts';
import { accounts } from '../ledger/accounts.ts';
import type { NewPosting } from '../ledger/entry.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { adjusted, waived } from '../ledger/posting-rules.ts';
import { balancesOf } from '../ledger/read.ts';
import { sum } from '../money/money.ts';
import { localDay } from '../policy/calendar.ts';
import type { HoldReason } from '../policy/codes.ts';
import { MOST_CENTS } from './terms.ts';
import { useCredit } from './use-credit.ts';

/** What staff can do to a debt. Minor units of USD. */
export type Act =
  | { kind: 'held'; reason: HoldReason }
  | { kind: 'released' }
  /** To another charge: what was assessed and adjusted so far is `from`, as whoever asks saw it. */
  | { kind: 'adjusted'; fromCents: bigint; toCents: bigint }
  | { kind: 'waived'; amountCents: bigint };

export interface ActWish {
  /** Unguessable, made once for each wish: the same again is answered as before. */
  id: string;
  agencyId: string;
  obligationId: string;
  staffId: string;
  /** Why, in words: they stay with the act. */
  note: string;
  act: Act;
}

/** An expected no, by the field that it is about. Minor units. */
export type ActRefusal =
  | { code: 'held_already' | 'not_held' | 'nothing_owed' }
  | { code: 'changed_meanwhile'; field: 'fromCents'; isCents: bigint }
  | { code: 'same_amount'; field: 'toCents' }
  /** Less than what was paid or waived of it. */
  | { code: 'below_paid'; field: 'toCents'; leastCents: bigint }
  | { code: 'beyond_the_books'; field: 'toCents'; mostCents: bigint }
  | { code: 'more_than_owed'; field: 'amountCents'; mostCents: bigint }
  /** The id was used for another wish. */
  | { code: 'act_reused'; field: 'id' };

export type ActAnswer = { ok: true; isNew: boolean } | { ok: false; refusal: ActRefusal };

/**
 * Hold, release, adjust or waive a debt, in the caller's transaction: it locks the debt before it reads it, so of two at
 * once the second decides by what the first left; and before that, where their credit may pay, whoever owes it. Money moves by a journal entry only; what a payment under way holds
 * and no longer fits then becomes the person's credit.
 * @returns null: the agency has no such debt
 */
export async function actOn(tx: Tx, wish: ActWish, now: Date, timeZone: string): Promise<ActAnswer | null> {
  const { id, agencyId, obligationId, act } = wish;
  const where = { id: obligationId, agencyId };
  const obligors = act.kind === 'released' ? await obligorsOf(tx, where) : [];
  await lockPeople(tx, obligors);
  const { count } = await tx.obligation.updateMany({ where, data: { version: { increment: 1 } } });
  if (count === 0) return null;
  const known = await tx.obligationAct.findUnique({ where: { id } });
  if (known !== null) {
    return isSame(known, wish) ? { ok: true, isNew: false } : no({ code: 'act_reused', field: 'id' });
  }
  const debt = await standingOf(tx, where);
  const refusal = refusalOf(act, debt);
  if (refusal !== null) return no(refusal);
  await tx.obligationAct.create({ data: rowOf(wish, now) });
  await carryOut(tx, wish, debt, { now, day: localDay(now, timeZone) });
  if (act.kind === 'released') await payFromCredit(tx, wish, obligors, now, timeZone);
  return { ok: true, isNew: true };
}

/** Who owes it never changes. */
async function obligorsOf(tx: Tx, obligation: { id: string; agencyId: string }): Promise<string[]> {
  const who = await tx.obligationObligor.findMany({ where: { obligation } });
  return who.map(({ personId }) => personId);
}

/** What became credit while the debt could not be paid pays of it now, as it would have. */
async function payFromCredit(
  tx: Tx,
  { id: useId, agencyId, obligationId }: ActWish,
  obligors: readonly string[],
  now: Date,
  timeZone: string,
): Promise<void> {
  const owedBy = new Map([[obligationId, obligors]]);
  await useCredit(tx, { agencyId, obligors: owedBy, useId }, now, timeZone);
}

interface Debt {
  row: Obligation & { hold: ObligationHold | null };
  chargedCents: bigint;
  ledgerCents: bigint;
}

async function standingOf(tx: Tx, where: { id: string; agencyId: string }): Promise<Debt> {
  const { acts, ...row } = await tx.obligation.findUniqueOrThrow({
    where,
    include: { hold: true, acts: { where: { kind: 'adjusted' } } },
  });
  const account = accounts.receivable(row.id);
  const ledgerCents = (await balancesOf(tx, row.agencyId, [account])).get(account) ?? 0n;
  const chargedCents = row.assessedCents + sum(acts.map(({ amountCents }) => amountCents ?? 0n));
  return { row, chargedCents, ledgerCents };
}

function refusalOf(act: Act, { row, chargedCents, ledgerCents }: Debt): ActRefusal | null {
  switch (act.kind) {
    case 'held':
      if (row.hold !== null) return { code: 'held_already' };
      return ledgerCents === 0n ? { code: 'nothing_owed' } : null;
    case 'released':
      return row.hold === null ? { code: 'not_held' } : null;
    case 'waived':
      if (ledgerCents === 0n) return { code: 'nothing_owed' };
      if (act.amountCents <= ledgerCents) return null;
      return { code: 'more_than_owed', field: 'amountCents', mostCents: ledgerCents };
    case 'adjusted': {
      const { fromCents, toCents } = act;
      if (fromCents !== chargedCents)
        return { code: 'changed_meanwhile', field: 'fromCents', isCents: chargedCents };
      if (toCents === fromCents) return { code: 'same_amount', field: 'toCents' };
      const leastCents = chargedCents - ledgerCents;
      if (toCents < leastCents) return { code: 'below_paid', field: 'toCents', leastCents };
      if (toCents <= MOST_CENTS) return null;
      return { code: 'beyond_the_books', field: 'toCents', mostCents: MOST_CENTS };
    }
  }
}

async function carryOut(
  tx: Tx,
  { id, agencyId, obligationId, act }: ActWish,
  { row: { fundId } }: Debt,
  { now, day }: { now: Date; day: string },
): Promise<void> {
  const post = (kind: 'obligation_adjusted' | 'obligation_waived', postings: NewPosting[]) =>
    postEntry(tx, {
      agencyId,
      key: `obligation/${obligationId}:act/${id}`,
      kind,
      subjectId: obligationId,
      occurredAt: now,
      recordedAt: now,
      accountingDate: day,
      postings,
    });
  switch (act.kind) {
    case 'held':
      await tx.obligationHold.create({ data: { obligationId, agencyId, reason: act.reason, since: now } });
      return;
    case 'released':
      await tx.obligationHold.delete({ where: { obligationId } });
      return;
    case 'adjusted':
      await post(
        'obligation_adjusted',
        adjusted({ obligationId, fundId, amountCents: act.toCents - act.fromCents }),
      );
      return;
    case 'waived':
      await post('obligation_waived', waived({ obligationId, fundId, amountCents: act.amountCents }));
  }
}

function rowOf({ act, ...wish }: ActWish, at: Date) {
  return {
    ...wish,
    at,
    kind: act.kind,
    amountCents: amountOf(act),
    holdReason: act.kind === 'held' ? act.reason : null,
  };
}

function amountOf(act: Act): bigint | null {
  if (act.kind === 'adjusted') return act.toCents - act.fromCents;
  return act.kind === 'waived' ? act.amountCents : null;
}

function isSame(known: ObligationAct, wish: ActWish): boolean {
  const { at: _, ...is } = known;
  const asked = rowOf(wish, known.at);
  return Object.entries(is).every(([name, value]) => asked[name as keyof typeof is] === value);
}

const no = (refusal: ActRefusal) => ({ ok: false, refusal }) as const;
