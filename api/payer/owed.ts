import { z } from 'zod';
import type { Db } from '../../prisma/client.ts';
import { accounts, balancesOf } from '../../workflows/ledger/read.ts';
import { sum, toWire } from '../../workflows/money/money.ts';
import { owedBy, rulesOn, type Owed } from '../../workflows/obligation/read.ts';
import { readWords } from '../../workflows/own-words.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { boundsOf, dueNowClears, payableOf } from '../../workflows/policy/quote.ts';
import { debitInSight } from '../../workflows/words/debit.ts';
import { creditWords, heldWords } from '../../workflows/words/owed.ts';
import type { ObligationView, OwedView } from '../contract/index.ts';
import type { PayerSession } from '../auth/sessions.ts';
import { payerProcedure } from '../trpc.ts';
import { idInput } from './inputs.ts';
import { personOf } from './person-of.ts';
import { expectedOf, onItsWay } from './on-its-way.ts';
import { paidJustNowBy } from './paid-just-now.ts';
import { personView } from './person-view.ts';

export const owedInput = z.object({ personId: idInput });

/** What a person owes, and how much of it is free to be paid now. */
export const owed = payerProcedure.input(owedInput).query(async ({ input, ctx }): Promise<OwedView> => {
  const { read, clock } = ctx.api.deps;
  const { person, relation } = await personOf(read, ctx.session, input.personId);
  const now = clock();
  const today = localDay(now, ctx.agency.timeZone);
  const all = await owedBy(read, {
    agencyId: ctx.agency.id,
    personId: person.id,
    today,
    seenBy: ctx.session.accountId,
  });
  const open = all.filter(({ ledgerCents }) => ledgerCents > 0n);
  const free = open.filter(({ hold }) => hold === null);
  const rules = await rulesOn(read, ctx.agency.id, today);
  const { leastCents, mostCents } = boundsOf(free, rules);
  const dueOn = free
    .flatMap((each) => (each.dueCents > 0n && each.dueOn !== null ? [each.dueOn] : []))
    .toSorted()[0];
  const credit = await creditOf(read, ctx.agency.id, person.id);
  const debit = await debitOnItsWay(read, ctx.session, person.id, ctx.agency, now);
  const paidJustNow = await paidJustNowBy(ctx.api.deps, ctx.session, person.id);
  return {
    person: personView(person, relation),
    obligations: open.map(obligationView),
    balanceCents: toWire(sum(open.map(({ ledgerCents }) => ledgerCents))),
    dueCents: toWire(sum(open.map(({ dueCents }) => dueCents))),
    ...(dueOn !== undefined && { dueOn }),
    asOf: now.toISOString(),
    payableCents: toWire(payableOf(free, rules)),
    dueNowClears: dueNowClears(free, rules) && open.every(({ reservedCents }) => reservedCents === 0n),
    ...(credit > 0n && { credit: creditWords(credit) }),
    ...(paidJustNow && { paidJustNow }),
    ...(debit && { onItsWay: debit }),
    leastCents: toWire(leastCents),
    mostCents: toWire(mostCents),
  };
});

/** What the person paid beyond what was owed, and was not used since. Minor units, ≥ 0. */
async function creditOf(read: Db, agencyId: string, personId: string): Promise<bigint> {
  const account = accounts.unapplied(personId);
  return -((await balancesOf(read, agencyId, [account])).get(account) ?? 0n);
}

async function debitOnItsWay(
  read: Db,
  { accountId, agencyId }: PayerSession,
  personId: string,
  agency: Parameters<typeof expectedOf>[1],
  now: Date,
): Promise<OwedView['onItsWay']> {
  const newest = await read.payment.findFirst({
    where: { accountId, agencyId, personId, ...onItsWay },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
  });
  if (newest === null) return undefined;
  return debitInSight(newest.amountCents + newest.feeCents, expectedOf(newest, agency, now));
}

function obligationView(owed: Owed): ObligationView {
  const { id, kind, label, ledgerCents, reservedCents, dueCents, pastDueCents, dueOn, next, hold } = owed;
  return {
    id,
    kind,
    label: readWords(label),
    balanceCents: toWire(ledgerCents),
    ...(reservedCents > 0n && { heldCents: toWire(reservedCents) }),
    dueCents: toWire(dueCents),
    pastDueCents: toWire(pastDueCents),
    ...(dueOn !== null && { dueOn }),
    pastDue: pastDueCents > 0n,
    ...(next !== null && { next: { dueOn: next.dueOn, amountCents: toWire(next.amountCents) } }),
    ...(hold !== null && { onHold: heldWords(hold.reason) }),
  };
}
