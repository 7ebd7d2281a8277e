import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Tx } from '../../prisma/client.ts';
import { lockRow } from '../../prisma/lock-row.ts';
import type { Person } from '../../prisma/gen/sqlite/client.ts';
import { audit } from '../audit.ts';
import { endResets } from '../auth/end-resets.ts';
import type { PayerSession } from '../auth/sessions.ts';
import type { Answer, FoundView, PersonView } from '../contract/index.ts';
import { no } from '../refusal.ts';
import { CLAIMED_TWICE } from '../staff/release-record.ts';
import { payerProcedure } from '../trpc.ts';
import { normaliseAgencyPersonId } from './agency-person-id.ts';
import { foundView, personView } from './person-view.ts';

export const matchRecordInput = z.object({
  agencyPersonId: z.string().min(1).max(40),
  birthDate: z.iso.date('must be a date, YYYY-MM-DD'),
});

/** With `ask`, nothing is linked: the answer says whose record it would be, for the payer to confirm. */
const askOrLink = matchRecordInput.extend({ ask: z.boolean().optional() });

/**
 * Find the payer's own record by the agency's number and the date of birth. Whatever does not fit, also a
 * record that is another account's already, or a guess that is not heard any more, gets one answer.
 */
export const matchRecord = payerProcedure
  .input(askOrLink)
  .mutation(async ({ input, ctx }): Promise<Answer<{ person: PersonView } | { found: FoundView }>> => {
    const { throttle, deps } = ctx.api;
    const { session } = ctx;
    const retryAfterSeconds = await throttle.take(
      ['matchPerAccount', session.accountId],
      ['matchPerSource', ctx.request.source],
    );
    if (retryAfterSeconds !== null) return no('too_many_tries', { retryAfterSeconds });
    const agencyPersonId = normaliseAgencyPersonId(input.agencyPersonId);
    const record = [session.agencyId, agencyPersonId];
    await throttle.slow('slowPerRecord', ...record);
    const heard = await throttle.hears(record, session.accountId);
    const now = deps.clock();
    const { db } = deps;
    const { ask = false, birthDate } = input;
    const person = await db.$transaction(async (tx) => {
      await lockRow(tx, 'PayerAccount', session.accountId); // an account that claims two people at once
      return linkAsSelf(tx, session, { agencyPersonId, birthDate, heard, ask }, now);
    });
    if (!person) return no('record_not_matched');
    await throttle.forgive('guessesHeard', ...record, session.accountId); // who is right does not guess: to confirm is heard
    return ask ? { ok: true, found: foundView(person) } : { ok: true, person: personView(person, 'self') };
  });

interface Claimed {
  agencyPersonId: string;
  birthDate: string;
  /** Not heard: nothing fits, at the same pace. */
  heard: boolean;
  /** Only say whose record it is. */
  ask?: boolean;
}

/**
 * Make an account the person's own, if number and date of birth fit and nobody else's is. In the caller's transaction,
 * whose first write is the person's lock: two accounts cannot both become the same person.
 */
export async function linkAsSelf(
  tx: Tx,
  session: Pick<PayerSession, 'agencyId' | 'accountId'>,
  claimed: Claimed,
  now: Date,
): Promise<Person | null> {
  const { agencyId, accountId } = session;
  const { agencyPersonId, birthDate, heard, ask = false } = claimed;
  await tx.person.updateMany({ where: { agencyId, agencyPersonId }, data: { agencyPersonId } });
  const found = await tx.person.findUnique({
    where: { agencyId_agencyPersonId: { agencyId, agencyPersonId } },
  });
  const person = heard && found?.birthDate === birthDate ? found : null;
  const isFree = person !== null && (await mayLink(tx, session, person.id));
  if (person !== null && !isFree) await tellStaffIfHeld(tx, session, person.id, now);
  const linked = isFree && (!ask || (await mayBeShown(tx, session, person.id)));
  if (linked) {
    const where = { accountId_personId: { accountId, personId: person.id } };
    const state = { relation: 'self', state: ask ? 'pending' : 'active' };
    const link = { id: randomUUID(), agencyId, accountId, personId: person.id, createdAt: now, ...state };
    await tx.payerLink.upsert({ where, create: link, update: ask ? {} : state });
    if (!ask) await endResets(tx, [accountId], now);
  }
  await audit(tx, {
    agencyId,
    at: now,
    actor: { kind: 'payer', id: accountId },
    action: `record.${linked ? (ask ? 'shown' : 'matched') : whyNot(isFree, heard)}`,
    ...(isFree && { subjectId: person.id }),
  });
  return linked ? person : null;
}

const whyNot = (isFree: boolean, heard: boolean) =>
  isFree ? 'not_shown' : heard ? 'not_matched' : 'not_heard';

/** Who of two accounts is the person, only people can tell. Once a record, until it is settled. */
async function tellStaffIfHeld(
  tx: Tx,
  { agencyId, accountId }: Pick<PayerSession, 'agencyId' | 'accountId'>,
  personId: string,
  now: Date,
): Promise<void> {
  const byAnother = { personId, relation: 'self', state: 'active', accountId: { not: accountId } };
  if ((await tx.payerLink.count({ where: byAnother })) === 0) return;
  const task = { agencyId, kind: CLAIMED_TWICE, subjectId: personId };
  const reason = 'a second account gave the right number and date of birth';
  await tx.staffTask.upsert({
    where: { agencyId_kind_subjectId: task },
    create: { ...task, id: randomUUID(), reason, createdAt: now },
    update: { closedAt: null },
  });
}

/** How many records an account that has none is shown, ever: its own, and one that a slip led to. */
const SHOWN_MOST = 2;

/**
 * To link takes a record, once and for all to see. To be shown one takes nothing: without a bound one account could
 * find out number and date of birth of many. The same record can be looked at again. What was shown is a pending link.
 */
async function mayBeShown(
  tx: Tx,
  { accountId }: Pick<PayerSession, 'accountId'>,
  personId: string,
): Promise<boolean> {
  const others = { accountId, personId: { not: personId }, relation: 'self', state: 'pending' };
  return (await tx.payerLink.count({ where: others })) < SHOWN_MOST;
}

/** One account is a person's own, and an account is one person's own, unless staff revoked it. Shown is not linked. */
async function mayLink(
  tx: Tx,
  { accountId }: Pick<PayerSession, 'accountId'>,
  personId: string,
): Promise<boolean> {
  const links = await tx.payerLink.findMany({
    where: { OR: [{ personId }, { accountId }], relation: 'self' },
  });
  const theirs = links.find((link) => link.accountId === accountId && link.personId === personId);
  if (theirs?.state === 'revoked') return false; // staff undid it: not for the payer to redo
  return links.every((link) => link === theirs || link.state !== 'active');
}
