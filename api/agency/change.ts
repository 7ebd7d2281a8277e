import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { Tx } from '../../prisma/client.ts';
import type { Agency } from '../../prisma/gen/sqlite/client.ts';
import { rulesOn } from '../../workflows/obligation/read.ts';
import { localDay } from '../../workflows/policy/calendar.ts';
import { audit } from '../audit.ts';
import { plain } from './add.ts';
import type { Facts } from './facts.ts';
import type { Fund } from './funds.ts';
import type { PageAddress } from './origins.ts';
import { Refused } from './refused.ts';
import type { NewVersion } from './rules.ts';
import { assertStripeAccountFree } from './stripe-account.ts';

/** Change what is said of an agency. @returns what changed, in words; nothing where all of it was so */
export async function setAgency(
  tx: Tx,
  agency: Agency,
  change: { facts: Facts; versions: NewVersion[]; funds: Fund[] },
  now: Date,
): Promise<string[]> {
  const changed = [
    ...(await setFacts(tx, agency, change.facts)),
    ...(await addVersions(tx, agency, change.versions, now)),
    ...(await setFunds(tx, agency.id, change.funds)),
  ];
  if (changed.length > 0)
    await noteChange(tx, agency.id, now, 'agency.changed', { fields: changed.join(' ') });
  return changed;
}

/** Put a page on the list, or give its origin another path. @returns whether anything changed */
export async function addOrigin(tx: Tx, agency: Agency, page: PageAddress, now: Date): Promise<boolean> {
  const where = { agencyId_origin: { agencyId: agency.id, origin: page.origin } };
  const there = await tx.agencyOrigin.findUnique({ where });
  if (there?.path === page.path) return false;
  await tx.agencyOrigin.upsert({ where, create: { agencyId: agency.id, ...page }, update: page });
  await noteChange(tx, agency.id, now, 'agency.origin_added', { origin: page.origin });
  return true;
}

/** Take an origin off the list: its pages stop working at once, and who is signed in there is signed out. */
export async function removeOrigin(tx: Tx, agency: Agency, origin: string, now: Date): Promise<boolean> {
  const removed = await tx.agencyOrigin.deleteMany({ where: { agencyId: agency.id, origin } });
  if (removed.count === 0) return false;
  const theirs = { agencyId: agency.id, origin, accountId: { not: null }, revokedAt: null };
  await tx.session.updateMany({ where: theirs, data: { revokedAt: now } });
  await noteChange(tx, agency.id, now, 'agency.origin_removed', { origin });
  return true;
}

async function setFacts(tx: Tx, agency: Agency, facts: Facts): Promise<string[]> {
  const differing = Object.entries(plain(facts)).filter(
    ([fact, value]) => !isDeepStrictEqual(agency[fact as keyof Agency], value),
  );
  if (differing.length === 0) return [];
  const names = differing.map(([fact]) => fact);
  await assertMayChange(tx, agency, names);
  if (facts.stripeAccountId !== undefined)
    await assertStripeAccountFree(tx, facts.stripeAccountId, agency.id);
  await tx.agency.update({ where: { id: agency.id }, data: Object.fromEntries(differing) });
  return names;
}

/** Accounting days and money at Stripe hang on these. */
async function assertMayChange(tx: Tx, { id, publishableKey }: Agency, names: string[]): Promise<void> {
  const fixed = names.filter((name) => name === 'timeZone' || name === 'stripeAccountId');
  if (fixed.length === 0 || (await tx.payment.count({ where: { agencyId: id }, take: 1 })) === 0) return;
  throw new Refused(
    `${publishableKey} has payments: its ${fixed.join(' and ')} cannot change any more, as booked days and money at Stripe go by it. Nothing was changed.`,
  );
}

async function addVersions(tx: Tx, agency: Agency, versions: NewVersion[], now: Date): Promise<string[]> {
  const rows = await tx.policyVersion.findMany({ where: { agencyId: agency.id } });
  const added: string[] = [];
  for (const { kind, effectiveFrom, rule } of versions) {
    const ofKind = rows.filter((row) => row.kind === kind);
    const sameDay = ofKind.find((row) => row.effectiveFrom === effectiveFrom);
    if (sameDay && isDeepStrictEqual(sameDay.rule, plain(rule))) continue;
    if (sameDay)
      throw new Refused(
        `--from ${effectiveFrom}: another ${kind} rule begins that day already, and payments may go by it. Choose a later day.`,
      );
    const last = Math.max(0, ...ofKind.map(({ version }) => version));
    const version = last + added.filter((each) => each === kind).length + 1;
    await tx.policyVersion.create({
      data: { id: randomUUID(), agencyId: agency.id, kind, version, effectiveFrom, rule, createdAt: now },
    });
    added.push(kind);
  }
  if (added.length > 0) await rulesOn(tx, agency.id, localDay(now, agency.timeZone));
  return [...new Set(added)];
}

async function setFunds(tx: Tx, agencyId: string, funds: Fund[]): Promise<string[]> {
  const changed: string[] = [];
  for (const { code, name } of funds) {
    const where = { agencyId_code: { agencyId, code } };
    if ((await tx.fund.findUnique({ where }))?.name === name) continue;
    await tx.fund.upsert({ where, create: { id: randomUUID(), agencyId, code, name }, update: { name } });
    changed.push(`fund:${code}`);
  }
  return changed;
}

async function noteChange(
  tx: Tx,
  agencyId: string,
  at: Date,
  action: string,
  detail: Record<string, string>,
): Promise<void> {
  await audit(tx, { agencyId, at, actor: { kind: 'system' }, action, detail: { by: 'command', ...detail } });
}
