import { randomUUID } from 'node:crypto';
import type { Db, Tx } from '../../prisma/client.ts';
import { MADE_AT } from '../../prisma/fixtures/agency.ts';
import { anObligation, type WholeObligation } from '../../prisma/fixtures/obligation.ts';
import { aPayment, type WholePayment } from '../../prisma/fixtures/payment.ts';
import type { NewEntry } from './entry.ts';
import { postEntry } from './post-entry.ts';
import { assessed, captured } from './posting-rules.ts';
import { reverseEntry } from './reverse-entry.ts';
import { sealPending } from './seal.ts';

/** The rest of an entry, for tests whose subject is not the times. */
export const times = { occurredAt: MADE_AT, recordedAt: MADE_AT, accountingDate: '2026-11-16' };

/** An obligation as in `anObligation`, assessed in the books: its receivable is what it says. */
export async function anAssessedObligation(
  db: Db,
  over: Parameters<typeof anObligation>[1] = {},
): Promise<WholeObligation> {
  return db.$transaction(async (tx) => {
    const obligation = await anObligation(tx, over);
    await postEntry(tx, assessmentOf(obligation));
    return obligation;
  });
}

/**
 * A succeeded payment as in `aPayment`, of an assessed obligation, with its capture in the books.
 * @param creditCents what of its line no longer fitted, and became the person's credit
 */
export async function aCapturedPayment(
  db: Db,
  over: Parameters<typeof aPayment>[1] = {},
  creditCents = 0n,
): Promise<WholePayment> {
  const obligation = over.obligation ?? (await anAssessedObligation(db));
  return db.$transaction(async (tx) => {
    const payment = await aPayment(tx, { ...over, obligation, state: 'succeeded' });
    await capture(tx, payment, creditCents);
    return payment;
  });
}

/** Post the capture of a payment's lines, the first of them less what became credit. */
export async function capture(tx: Tx, payment: WholePayment, unappliedCents = 0n): Promise<void> {
  const { id, agencyId, personId, feeCents } = payment;
  const lines = payment.lines.map((line, i) =>
    i > 0 ? line : { ...line, amountCents: line.amountCents - unappliedCents },
  );
  await postEntry(tx, {
    agencyId,
    key: `payment/${id}:capture`,
    kind: 'payment_captured',
    subjectId: id,
    ...times,
    postings: captured({ paymentId: id, personId, lines, unappliedCents, feeCents }),
  });
}

/** Seal all that an agency's books have, as the worker does within seconds. */
export async function allSealed(db: Db, agencyId: string): Promise<void> {
  await sealPending(db, agencyId, MADE_AT);
}

/** Credit of a person, as if they had paid so much more than was owed; the payment itself is not there. */
export async function aCredit(
  db: Db,
  { agencyId, personId, cents }: { agencyId: string; personId: string; cents: bigint },
): Promise<void> {
  const subjectId = randomUUID();
  const paid = { paymentId: subjectId, personId, lines: [], unappliedCents: cents, feeCents: 0n };
  await db.$transaction((tx) =>
    postEntry(tx, {
      agencyId,
      key: `payment/${subjectId}:capture`,
      kind: 'payment_captured',
      subjectId,
      ...times,
      postings: captured(paid),
    }),
  );
}

function assessmentOf({ id, agencyId, fundId, assessedCents }: WholeObligation): NewEntry {
  return {
    agencyId,
    key: `obligation/${id}:assessed`,
    kind: 'obligation_assessed',
    subjectId: id,
    ...times,
    postings: assessed({ obligationId: id, fundId, amountCents: assessedCents }),
  };
}

/** Take an agency's captures back, as a bank does that takes back what it has paid. */
export async function allTakenBack(db: Db, agencyId: string, at: Date): Promise<void> {
  const day = { agencyId, occurredAt: at, recordedAt: at, accountingDate: at.toISOString().slice(0, 10) };
  const captures = await db.journalEntry.findMany({ where: { kind: 'payment_captured', agencyId } });
  for (const { id: entryId, key } of captures)
    await db.$transaction((tx) => reverseEntry(tx, { ...day, entryId, key: `${key}:back` }));
}
