import type { Tx } from '../../prisma/client.ts';
import { accounts } from '../ledger/accounts.ts';
import { postEntry } from '../ledger/post-entry.ts';
import { unappliedUsed } from '../ledger/posting-rules.ts';
import { balancesOf } from '../ledger/read.ts';
import { localDay } from '../policy/calendar.ts';
import { explanationJson } from '../policy/explanation-schema.ts';
import { divideByRule } from '../policy/governing.ts';
import { paidLines } from './lines.ts';
import { chosenOf, rulesOn } from './read.ts';

/** Debts that have just been assessed, all of one agency. */
interface JustAssessed {
  agencyId: string;
  /** Obligation → who owes it. */
  obligors: ReadonlyMap<string, readonly string[]>;
}

/**
 * People's credit pays what has just been assessed to them, in the caller's transaction: by the agency's rule of the
 * day, as a payment would be divided, with its explanation kept. What is left of it stays credit. Of a joint debt each
 * obligor's credit pays in turn, by person id.
 * @throws {Error} the credit was used by another transaction meanwhile: this one must end, and can be run again
 */
export async function useCredit(
  tx: Tx,
  { agencyId, obligors }: JustAssessed,
  now: Date,
  timeZone: string,
): Promise<void> {
  const people = [...new Set([...obligors.values()].flat())].toSorted();
  const credits = await balancesOf(tx, agencyId, people.map(accounts.unapplied));
  const day = localDay(now, timeZone);
  for (const personId of people) {
    const creditCents = -(credits.get(accounts.unapplied(personId)) ?? 0n);
    if (creditCents > 0n) await useOf(tx, { agencyId, obligors, personId, creditCents }, { now, day });
  }
}

interface Credit extends JustAssessed {
  personId: string;
  creditCents: bigint;
}

async function useOf(
  tx: Tx,
  { agencyId, obligors, personId, creditCents }: Credit,
  { now, day }: { now: Date; day: string },
): Promise<void> {
  const chosen = { agencyId, personId, today: day, obligationIds: [...obligors.keys()] };
  const { owed: fresh, elsewhere } = await chosenOf(tx, chosen);
  const { allocation } = await rulesOn(tx, agencyId, day);
  const { byClaim, explanation } = divideByRule(allocation, fresh, creditCents, elsewhere);
  for (const [obligationId, amountCents] of byClaim) {
    const { postings } = await postEntry(tx, {
      agencyId,
      key: `obligation/${obligationId}:credit/${personId}`,
      kind: 'unapplied_used',
      subjectId: obligationId,
      occurredAt: now,
      recordedAt: now,
      accountingDate: day,
      postings: unappliedUsed({ personId, lines: paidLines(fresh, [{ obligationId, amountCents }]) }),
    });
    const credit = accounts.unapplied(personId);
    if (postings.some(({ account, balanceAfter }) => account === credit && balanceAfter > 0n))
      throw new Error('the credit was used meanwhile'); // read before the entry locked its account
    await tx.creditUse.create({
      data: {
        obligationId,
        personId,
        agencyId,
        amountCents,
        allocationPolicyId: allocation.versionId,
        division: explanationJson(explanation),
        at: now,
      },
    });
  }
}
