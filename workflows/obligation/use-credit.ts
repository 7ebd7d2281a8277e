import type { Tx } from '../../prisma/client.ts';
import { lockObligations, lockPeople } from '../../prisma/lock-row.ts';
import { accounts } from '../ledger/accounts.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { unappliedUsed } from '../ledger/posting-rules.ts';
import { balancesOf } from '../ledger/read.ts';
import { localDay } from '../policy/calendar.ts';
import { explanationJson } from '../policy/explanation-schema.ts';
import { divideByRule } from '../policy/governing.ts';
import { asFarAsAhead } from '../policy/quote.ts';
import { creditUseKey } from './credit-use-key.ts';
import { paidLines } from './lines.ts';
import { chosenOf, rulesOn } from './read.ts';

/** Debts that may be paid from now on, all of one agency: assessed just now, or off their hold. */
interface NowOwed {
  agencyId: string;
  /** What makes it: of a use that is no assessment's, unguessable and for one use of each person. */
  useId?: string;
  /** Obligation → who owes it. */
  obligors: ReadonlyMap<string, readonly string[]>;
}

/**
 * People's credit pays what has just been assessed to them, or is off its hold, in the caller's transaction: by the agency's rule of the
 * day, as a payment would be divided, with its explanation kept. What is left of it stays credit. Of a joint debt each
 * obligor's credit pays in turn, by person id. The caller has locked all of them (`lockPeople`) before its first read.
 */
export async function useCredit(
  tx: Tx,
  { agencyId, obligors, useId = '' }: NowOwed,
  now: Date,
  timeZone: string,
): Promise<void> {
  const people = [...new Set([...obligors.values()].flat())].toSorted();
  const credits = await balancesOf(tx, agencyId, people.map(accounts.unapplied));
  const day = localDay(now, timeZone);
  for (const personId of people) {
    const creditCents = -(credits.get(accounts.unapplied(personId)) ?? 0n);
    const credit = { agencyId, obligationIds: [...obligors.keys()], personId, creditCents, useId };
    if (creditCents > 0n) await useOf(tx, credit, { now, day });
  }
}

/** What came of a wish to spend credit. */
export type CreditSpent = 'used' | 'used_before' | 'no_credit' | 'nothing_owed';

/**
 * A person's credit pays what they owe and may pay, at the wish of staff, in the caller's transaction: divided by the
 * agency's rule of the day, no further ahead than the agency lets a payment go. Once for each id. It locks the person,
 * then their debts.
 * @param wish.useId unguessable, made once for each wish
 */
export async function spendCredit(
  tx: Tx,
  { agencyId, personId, useId }: { agencyId: string; personId: string; useId: string },
  now: Date,
  timeZone: string,
): Promise<CreditSpent> {
  await lockPeople(tx, [personId]);
  if ((await tx.creditUse.count({ where: { agencyId, personId, useId } })) > 0) return 'used_before';
  const account = accounts.unapplied(personId);
  const creditCents = -((await balancesOf(tx, agencyId, [account])).get(account) ?? 0n);
  if (creditCents <= 0n) return 'no_credit';
  const where = { agencyId, obligors: { some: { personId } } };
  const obligationIds = (await tx.obligation.findMany({ where, select: { id: true } })).map(({ id }) => id);
  await lockObligations(tx, agencyId, obligationIds);
  const credit = { agencyId, obligationIds, personId, creditCents, useId, isBounded: true };
  const uses = await useOf(tx, credit, { now, day: localDay(now, timeZone) });
  return uses === 0 ? 'nothing_owed' : 'used';
}

interface Credit {
  agencyId: string;
  personId: string;
  obligationIds: readonly string[];
  creditCents: bigint;
  useId: string;
  /** By how far ahead a payment may go. */
  isBounded?: boolean;
}

async function useOf(
  tx: Tx,
  { agencyId, obligationIds, personId, creditCents, useId, isBounded = false }: Credit,
  { now, day }: { now: Date; day: string },
): Promise<number> {
  const chosen = { agencyId, personId, today: day, obligationIds };
  const { owed: fresh, elsewhere } = await chosenOf(tx, chosen);
  const rules = await rulesOn(tx, agencyId, day);
  const { allocation } = rules;
  const within = isBounded ? asFarAsAhead(fresh, rules) : fresh;
  const { byClaim, explanation } = divideByRule(allocation, within, creditCents, elsewhere);
  let uses = 0;
  for (const [obligationId, amountCents] of byClaim) {
    if (amountCents === 0n) continue;
    uses += 1;
    const { postings } = await postEntry(tx, {
      agencyId,
      key: creditUseKey({ obligationId, personId, useId }),
      kind: 'unapplied_used',
      subjectId: obligationId,
      occurredAt: now,
      recordedAt: now,
      accountingDate: day,
      postings: unappliedUsed({ personId, lines: paidLines(fresh, [{ obligationId, amountCents }]) }),
    });
    const credit = accounts.unapplied(personId);
    if (postings.some(({ account, balanceAfter }) => account === credit && balanceAfter > 0n))
      throw new Error(`the credit of ${personId} was used by somebody who did not lock them`);
    await tx.creditUse.create({
      data: {
        obligationId,
        personId,
        useId,
        agencyId,
        amountCents,
        allocationPolicyId: allocation.versionId,
        division: explanationJson(explanation),
        at: now,
      },
    });
  }
  return uses;
}
